"""Addresses of the needs domain: each feature brings its own."""

from django.urls import include, path

from egnatia.needs.quality import views

app_name = "needs"
urlpatterns = [
    path("announced/", include("egnatia.needs.responses.urls")),
    path("bulk/", include("egnatia.needs.bulk_changes.urls")),
    path("frameworks/", include("egnatia.needs.frameworks.urls")),
    path("imports/sheets/", include("egnatia.needs.spreadsheets.urls")),
    path("matrix/", include("egnatia.needs.matrix.urls")),
    path("needs/", include("egnatia.needs.needs.urls")),
    path("quality/", views.quality, name="quality"),
    path("quality/withdrawal/", views.withdrawal, name="quality-withdrawal"),
    path("quality/restoration/", views.restoration, name="quality-restoration"),
    path("quality/<slug:code>/", views.check, name="quality-check"),
]
