from django.urls import path

from egnatia.reporting.snapshots.views import adopting, analysing, circulating, noting, reading

urlpatterns = [
    path("", reading.snapshots, name="snapshots"),
    path("of/<uuid:record>/analysis/", analysing.analysis, name="round-analysis"),
    path("of/<uuid:record>/analysis/<str:economy>/<str:code>/", analysing.cell, name="round-analysis-cell"),
    path("of/<uuid:record>/adoption/", adopting.adoption, name="round-adoption"),
    path("of/<uuid:record>/notes/", noting.notes, name="round-notes"),
    path("notes/<uuid:record>/withdrawal/", noting.withdrawal, name="round-note-withdrawal"),
    path("<uuid:record>/", reading.one, name="snapshot"),
    path("<uuid:record>/objection/", circulating.objection, name="snapshot-objection"),
    path("<uuid:record>/taking-back/", circulating.taking_back, name="snapshot-taking-back"),
    path("<uuid:record>/<str:economy>/<str:code>/", reading.cell, name="snapshot-cell"),
]
