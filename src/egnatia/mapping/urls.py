"""Addresses of the mapping: each feature brings its own."""

from django.urls import URLPattern, URLResolver

app_name = "mapping"
urlpatterns: list[URLPattern | URLResolver] = []
