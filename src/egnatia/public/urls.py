"""Addresses of what is published, and of the search over everything: each feature brings its own."""

from django.urls import include, path

from egnatia.public import help  # noqa: A004 - the pages that help
from egnatia.public.search import views as search

app_name = "public"
urlpatterns = [
    path("extracts/", include("egnatia.public.publications.urls")),
    path("search/", search.search, name="search"),
    path("help/", help.index, name="help"),
    path("help/<slug:name>/", help.page, name="help-page"),
]
