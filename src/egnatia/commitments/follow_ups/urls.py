from django.urls import path

from egnatia.commitments.follow_ups.views import entering, one

urlpatterns = [
    path("new/<uuid:commitment>/", entering.new, name="follow-up-new"),
    path("withdrawn/", one.withdrawn, name="follow-ups-withdrawn"),
    path("<uuid:record>/", one.follow_up, name="follow-up"),
    path("<uuid:record>/change/", entering.change, name="follow-up-change"),
    path("<uuid:record>/withdrawal/", one.withdrawal, name="follow-up-withdrawal"),
    path("<uuid:record>/restoration/", one.restoration, name="follow-up-restoration"),
]
