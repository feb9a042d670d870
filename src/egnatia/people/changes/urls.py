from django.urls import path

from egnatia.people.changes import views

urlpatterns = [
    path("", views.changes, name="changes"),
    path("seen/", views.seen, name="changes-seen"),
]
