"""Addresses of the exchange."""

from django.urls import include, path

from egnatia.exchange.notices import views
from egnatia.exchange.notices.pages import NOTICES

app_name = "exchange"
ALERTS = [
    path("<uuid:record>/acknowledgement/", views.acknowledgement, name="notice-acknowledgement"),
    path("<uuid:record>/receipts/", views.receipts, name="notice-receipts"),
    path("<uuid:record>/recall/", views.recalling, name="notice-recall"),
    path("<uuid:record>/recalled/", views.recalled, name="notice-recalled"),
]
urlpatterns = [path("notices/", include([*NOTICES.urlpatterns, *ALERTS]))]
