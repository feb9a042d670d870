"""Addresses of the wizard that brings sheets in."""

from django.urls import path

from egnatia.needs.spreadsheets.views import beginning, choosing, kept

urlpatterns = [
    path("new/", beginning.new, name="wizard-new"),
    path("mappings/", kept.listed, name="sheet-mappings"),
    path("mappings/<uuid:mapping_id>/mapping.yaml", kept.download, name="sheet-mapping"),
    path("mappings/<uuid:mapping_id>/history/", kept.history, name="sheet-mapping-history"),
    path("mappings/<uuid:mapping_id>/forgetting/", kept.forgetting, name="sheet-mapping-forgetting"),
    path("<uuid:import_id>/", choosing.tables, name="wizard"),
    path("<uuid:import_id>/columns/", choosing.columns, name="wizard-columns"),
    path("<uuid:import_id>/values/", choosing.values, name="wizard-values"),
    path("<uuid:import_id>/mapping.yaml", choosing.download, name="wizard-mapping"),
]
