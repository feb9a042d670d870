"""Addresses of the wizard that brings sheets in."""

from django.urls import path

from egnatia.needs.spreadsheets import views

urlpatterns = [
    path("new/", views.new, name="wizard-new"),
    path("mappings/", views.listed, name="sheet-mappings"),
    path("mappings/<uuid:mapping_id>/mapping.yaml", views.download_kept, name="sheet-mapping"),
    path("mappings/<uuid:mapping_id>/history/", views.history, name="sheet-mapping-history"),
    path("mappings/<uuid:mapping_id>/forgetting/", views.forgetting, name="sheet-mapping-forgetting"),
    path("<uuid:import_id>/", views.tables, name="wizard"),
    path("<uuid:import_id>/columns/", views.columns, name="wizard-columns"),
    path("<uuid:import_id>/values/", views.values, name="wizard-values"),
    path("<uuid:import_id>/mapping.yaml", views.download, name="wizard-mapping"),
]
