"""Addresses of the mapping: each feature brings its own."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "mapping"
urlpatterns: list[URLPattern | URLResolver] = [
    path("activities/", include("egnatia.mapping.activities.urls")),
    path("actors/", include("egnatia.mapping.actors.urls")),
    path("announced/", include("egnatia.mapping.announced.urls")),
    path("calendars/", include("egnatia.mapping.calendars.urls")),
    path("start/", include("egnatia.mapping.first.urls")),
    path("frameworks/", include("egnatia.mapping.frameworks.urls")),
    path("", include("egnatia.mapping.home.urls")),
    path("handover/", include("egnatia.mapping.handover.urls")),
    path("imports/sheets/", include("egnatia.mapping.sheets.urls")),
    path("imports/", include("egnatia.mapping.imports.urls")),
    path("institutions/", include("egnatia.mapping.institutions.urls")),
    path("matrix/extract/", include("egnatia.mapping.extracts.urls")),
    path("matrix/", include("egnatia.mapping.matrix.urls")),
    path("needs/", include("egnatia.mapping.needs.urls")),
    path("matches/", include("egnatia.mapping.matches.urls")),
    path("papers/", include("egnatia.mapping.papers.urls")),
    path("partners/", include("egnatia.mapping.partners.urls")),
    path("reports/", include("egnatia.mapping.reports.urls")),
    path("rounds/", include("egnatia.mapping.rounds.urls")),
    path("snapshots/", include("egnatia.mapping.snapshots.urls")),
    path("rounds/", include("egnatia.mapping.roundsheets.urls")),
    path("sections/", include("egnatia.mapping.sections.urls")),
    path("proposal/", include("egnatia.mapping.proposals.urls")),
]
