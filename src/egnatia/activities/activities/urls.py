from django.urls import path

from egnatia.activities.activities import views

urlpatterns = [
    path("", views.activities, name="activities"),
    path("download.<str:form>", views.download, name="activities-download"),
    path("new/", views.new, name="activity-new"),
    path("new/names/", views.names, name="activity-names"),
    path("new/measure/", views.new_short, {"sort": "own-measure"}, name="measure-new"),
    path("new/event/", views.new_short, {"sort": "event"}, name="event-new"),
    path("withdrawn/", views.withdrawn, name="activities-withdrawn"),
    path("<uuid:record>/", views.activity, name="activity"),
    path("<uuid:record>/change/", views.change, name="activity-change"),
    path("<uuid:record>/short/", views.change_short, name="activity-short"),
    path("<uuid:record>/marking/", views.marking, name="activity-marking"),
    path("<uuid:record>/withdrawal/", views.withdrawal, name="activity-withdrawal"),
    path("<uuid:record>/restoration/", views.restoration, name="activity-restoration"),
]
