"""Addresses of imports and of the queue of unknown names."""

from django.urls import include, path

from egnatia.activities.imports import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("new/", views.new, name="import-new"),
    path("queue/", include("egnatia.activities.imports.name_queue.urls")),
    path("<uuid:import_id>/", views.one, name="import"),
    path("<uuid:import_id>/progress/", views.progress, name="import-progress"),
    path("<uuid:import_id>/rows.csv", views.download, {"form": "csv"}, name="import-rows-csv"),
    path("<uuid:import_id>/rows.xlsx", views.download, {"form": "xlsx"}, name="import-rows-xlsx"),
    path("<uuid:import_id>/confirmation/", views.confirmation, name="import-confirmation"),
    path("<uuid:import_id>/dismissal/", views.dismissal, name="import-dismissal"),
    path("<uuid:import_id>/undoing/", views.undoing, name="import-undoing"),
]
