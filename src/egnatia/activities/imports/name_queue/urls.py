"""Addresses of the queue of unknown names."""

from django.urls import path

from egnatia.activities.imports.name_queue import views

urlpatterns = [
    path("", views.queue, name="queue"),
    path("at-once/", views.at_once, name="queue-at-once"),
    path("at-once/<uuid:batch>/undoing/", views.undoing, name="queue-undoing"),
    path("<uuid:entry_id>/answer/", views.answer, name="queue-answer"),
    path("<uuid:entry_id>/reopening/", views.reopening, name="queue-reopening"),
]
