from django.urls import path

from egnatia.activities.activities.views import entering, listing, one, short, withdrawing

urlpatterns = [
    path("", listing.activities, name="activities"),
    path("download.<str:form>", listing.download, name="activities-download"),
    path("new/", entering.new, name="activity-new"),
    path("new/measure/", short.new, {"sort": "own-measure"}, name="measure-new"),
    path("new/event/", short.new, {"sort": "event"}, name="event-new"),
    path("withdrawn/", withdrawing.withdrawn, name="activities-withdrawn"),
    path("<uuid:record>/", one.activity, name="activity"),
    path("<uuid:record>/change/", entering.change, name="activity-change"),
    path("<uuid:record>/short/", short.change, name="activity-short"),
    path("<uuid:record>/marking/", one.marking, name="activity-marking"),
    path("<uuid:record>/withdrawal/", withdrawing.withdrawal, name="activity-withdrawal"),
    path("<uuid:record>/restoration/", withdrawing.restoration, name="activity-restoration"),
]
