"""Addresses of the exchange."""

from django.urls import include, path

from egnatia.exchange.contact_points import views as contact_points
from egnatia.exchange.room import NOTICES

app_name = "exchange"
urlpatterns = [
    path("notices/", include(NOTICES.urlpatterns)),
    path("contact-points/", include(contact_points.urlpatterns)),
]
