"""Addresses of the commitments: each feature brings its own."""

from django.urls import include, path

app_name = "commitments"
urlpatterns = [
    path("", include("egnatia.commitments.reading.urls")),
    path("", include("egnatia.commitments.commitments.urls")),
    path("", include("egnatia.commitments.links.urls")),
    path("questions/", include("egnatia.commitments.standard_reports.urls")),
    path("follow-ups/", include("egnatia.commitments.follow_ups.urls")),
    path("views/", include("egnatia.commitments.civil_society_views.urls")),
    path("outcomes/", include("egnatia.commitments.outcome_documents.urls")),
]
