"""Addresses of the mapping: each feature brings its own."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "mapping"
urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/", include("egnatia.mapping.activities.urls")),
    path("actors/", include("egnatia.mapping.actors.urls")),
    path("", include("egnatia.mapping.home.urls")),
    path("imports/", include("egnatia.mapping.imports.urls")),
    path("matches/", include("egnatia.mapping.matches.urls")),
    path("proposal/", include("egnatia.mapping.proposals.urls")),
]
