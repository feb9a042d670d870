"""Addresses of accounts, memberships and the directory."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("marking/", include("egnatia.people.marking.urls")),
]
