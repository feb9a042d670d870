"""Addresses of regular sources."""

from django.urls import path

from egnatia.activities.sources import views

urlpatterns = [
    path("", views.sources, name="sources"),
    path("new/", views.new, name="source-new"),
    path("<uuid:source_id>/", views.source, name="source"),
    path("<uuid:source_id>/change/", views.change, name="source-change"),
    path("<uuid:source_id>/fetching/", views.fetching, name="source-fetching"),
    path("<uuid:source_id>/removal/", views.removal, name="source-removal"),
]
