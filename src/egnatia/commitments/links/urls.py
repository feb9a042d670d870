from django.urls import path

from egnatia.commitments.links import views

urlpatterns = [
    path("<uuid:record>/joining/", views.joining, name="joining"),
    path("<uuid:record>/joining/<uuid:link>/removal/", views.removal, name="joining-removal"),
]
