"""Addresses of what is published, and of the search over everything: each feature brings its own."""

from django.urls import include, path

from egnatia.public import help  # noqa: A004 - the pages that help

app_name = "public"
urlpatterns = [
    path("extracts/", include("egnatia.public.publications.urls")),
    path("search/", include("egnatia.public.search.urls")),
    path("help/", help.index, name="help"),
    path("help/<slug:name>/", help.page, name="help-page"),
]
