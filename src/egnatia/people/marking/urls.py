from django.urls import path

from egnatia.people.marking import views

urlpatterns = [
    path("preview/", views.preview, name="marking-preview"),
    path("preview/<uuid:record_id>/", views.preview, name="marking-preview-of"),
    path("organisations/", views.organisations, name="organisations"),
]
