"""Addresses of the exchange."""

from django.urls import include, path

from egnatia.exchange.room import NOTICES

app_name = "exchange"
urlpatterns = [path("notices/", include(NOTICES.urlpatterns))]
