"""Addresses of the reporting domain: each feature brings its own."""

from django.urls import include, path

from egnatia.reporting.reports.views import draft, draft_file

app_name = "reporting"
urlpatterns = [
    path("matrix/extract/", include("egnatia.reporting.publications.urls")),
    path("reports/", include("egnatia.reporting.reports.urls")),
    path("snapshots/of/<uuid:record>/analysis/", draft, name="round-analysis"),
    path("snapshots/of/<uuid:record>/analysis/paper.<slug:form>", draft_file, name="round-paper"),
    path("snapshots/", include("egnatia.reporting.snapshots.urls")),
]
