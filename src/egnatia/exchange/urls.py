"""Addresses of the exchange."""

from django.urls import include, path

from egnatia.exchange.notices.pages import NOTICES

app_name = "exchange"
urlpatterns = [path("notices/", include(NOTICES.urlpatterns))]
