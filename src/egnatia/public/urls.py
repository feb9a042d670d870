"""Addresses of what is published: each feature brings its own."""

from django.urls import include, path

app_name = "public"
urlpatterns = [path("extracts/", include("egnatia.public.extracts.urls"))]
