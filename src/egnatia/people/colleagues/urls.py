from django.urls import path

from egnatia.people.colleagues import views

urlpatterns = [
    path("", views.listed, name="colleagues"),
    path("<uuid:person_id>/confirmation/", views.confirmation, name="colleague-confirmation"),
    path("<uuid:person_id>/refusal/", views.refusal, name="colleague-refusal"),
]
