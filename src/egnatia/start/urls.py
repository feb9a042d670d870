"""Addresses of the start domain."""

from django.urls import include, path

from egnatia.start.handover import views as handover
from egnatia.start.home import views as home

app_name = "start"
urlpatterns = [
    path("start/", include("egnatia.start.onboarding.urls")),
    path("", home.home, name="home"),
    path("handover/", handover.desk, name="desk"),
]
