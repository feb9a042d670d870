from django.urls import path

from egnatia.people.email_preferences import views

urlpatterns = [
    path("", views.letters, name="letters"),
    path("organisations/<uuid:organisation>/wanted/", views.wanted, name="letters-wanted"),
    path("<str:token>/ending/", views.ending, name="letters-ending"),
]
