from django.urls import path

from egnatia.people.marking import views

urlpatterns = [
    path("preview/", views.preview, name="marking-preview"),
    path("preview/<uuid:record_id>/", views.preview, name="marking-preview-of"),
    path("<uuid:record_id>/", views.marking, name="marking"),
    path("releases/<uuid:release_id>/confirmation/", views.confirmation, name="release-confirmation"),
    path("releases/<uuid:release_id>/declining/", views.declining, name="release-declining"),
    path("organisations/", views.organisations, name="organisations"),
]
