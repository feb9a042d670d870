"""Addresses of the start domain: each feature brings its own."""

from django.urls import include, path

app_name = "start"
urlpatterns = [
    path("start/", include("egnatia.start.onboarding.urls")),
    path("", include("egnatia.start.home.urls")),
    path("handover/", include("egnatia.start.handover.urls")),
]
