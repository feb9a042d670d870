"""Addresses of the activities domain: each feature brings its own."""

from django.urls import include, path

app_name = "activities"
urlpatterns = [
    path("activities/", include("egnatia.activities.activities.urls")),
    path("actors/", include("egnatia.activities.organisations.urls")),
    path("imports/", include("egnatia.activities.imports.urls")),
    path("institutions/", include("egnatia.activities.institutions.urls")),
    path("sources/", include("egnatia.activities.sources.urls")),
    path("partners/", include("egnatia.activities.partners.urls")),
]
