"""Addresses of the exchange."""

from django.urls import include, path

from egnatia.exchange.room import NOTICES
from egnatia.exchange.week import views

app_name = "exchange"
urlpatterns = [path("notices/", include(NOTICES.urlpatterns)), path("week/", views.week, name="week")]
