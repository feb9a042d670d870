"""Addresses of what is published, and of the search over everything: each feature brings its own."""

from django.urls import include, path

app_name = "public"
urlpatterns = [
    path("extracts/", include("egnatia.public.publications.urls")),
    path("search/", include("egnatia.public.search.urls")),
]
