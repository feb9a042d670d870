"""Addresses of the rounds domain: each feature brings its own."""

from django.urls import include, path

app_name = "rounds"
urlpatterns = [
    path("papers/", include("egnatia.rounds.signed_clearance.urls")),
    path("rounds/", include("egnatia.rounds.rounds.urls")),
    path("rounds/", include("egnatia.rounds.workbook.urls")),
    path("sections/", include("egnatia.rounds.delegation.urls")),
]
