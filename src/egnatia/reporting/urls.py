"""Addresses of the reporting domain: each feature brings its own; the few of the pictures are here."""

from django.urls import include, path

from egnatia.reporting.pictures import views
from egnatia.reporting.reports.views import draft, draft_file

app_name = "reporting"
urlpatterns = [
    path("key-numbers/", views.key_numbers, name="key-numbers"),
    path("key-numbers/download.<str:form>", views.download, {"picture": "key-numbers"}, name="key-numbers-download"),
    path("timeline/", views.timeline, name="timeline"),
    path("timeline/download.<str:form>", views.download, {"picture": "timeline"}, name="timeline-download"),
    path("network/", views.network, name="network"),
    path("network/download.<str:form>", views.download, {"picture": "network"}, name="network-download"),
    path("matrix/extract/", include("egnatia.reporting.publications.urls")),
    path("reports/", include("egnatia.reporting.reports.urls")),
    path("snapshots/of/<uuid:record>/analysis/", draft, name="round-analysis"),
    path("snapshots/of/<uuid:record>/analysis/paper.<slug:form>", draft_file, name="round-paper"),
    path("snapshots/", include("egnatia.reporting.snapshots.urls")),
]
