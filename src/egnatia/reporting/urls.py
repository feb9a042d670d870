"""Addresses of the reporting domain: each feature brings its own."""

from django.urls import include, path

app_name = "reporting"
urlpatterns = [
    path("matrix/extract/", include("egnatia.reporting.publications.urls")),
    path("reports/", include("egnatia.reporting.reports.urls")),
    path("snapshots/", include("egnatia.reporting.snapshots.urls")),
]
