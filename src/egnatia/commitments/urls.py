"""Addresses of the commitments: each feature brings its own."""

from django.urls import include, path

from egnatia.commitments.commitments.pages import COMMITMENTS
from egnatia.commitments.follow_ups import views
from egnatia.commitments.follow_ups.pages import FOLLOW_UPS
from egnatia.commitments.links import views as links

app_name = "commitments"
urlpatterns = [
    path("", include("egnatia.commitments.overview.urls")),
    path("", include(COMMITMENTS.urlpatterns)),
    path("<uuid:record>/joining/", links.joining, name="joining"),
    path("<uuid:record>/joining/<uuid:link>/removal/", links.removal, name="joining-removal"),
    path("questions/", include("egnatia.commitments.standard_reports.urls")),
    path("follow-ups/", include(FOLLOW_UPS.urlpatterns)),
    path("follow-ups/<uuid:record>/", views.follow_up, name="follow-up"),
    path("follow-ups/<uuid:record>/still-true/", views.still_true, name="follow-up-still-true"),
    path("views/", include("egnatia.commitments.civil_society_views.urls")),
    path("outcomes/", include("egnatia.commitments.outcome_documents.urls")),
]
