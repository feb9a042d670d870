from django.urls import path

from egnatia.reporting.snapshots import views

urlpatterns = [
    path("", views.snapshots, name="snapshots"),
    path("of/<uuid:record>/analysis/<str:economy>/<str:code>/", views.cell, name="round-analysis-cell"),
    path("of/<uuid:record>/adoption/", views.adoption, name="round-adoption"),
    path("of/<uuid:record>/notes/", views.notes, name="round-notes"),
    path("notes/<uuid:record>/withdrawal/", views.withdrawal, name="round-note-withdrawal"),
    path("<uuid:record>/", views.one, name="snapshot"),
    path("<uuid:record>/objection/", views.objection, name="snapshot-objection"),
    path("<uuid:record>/decision/", views.decision, name="snapshot-decision"),
    path("<uuid:record>/taking-back/", views.taking_back, name="snapshot-taking-back"),
    path("<uuid:record>/<str:economy>/<str:code>/", views.cell_reading, name="snapshot-cell"),
]
