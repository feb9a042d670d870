"""Every address of the site. A route without a generator in tests/noninterference fails the build."""

from django.urls import include, path

urlpatterns = [
    path("", include("egnatia.start.urls")),
    path("", include("egnatia.reporting.urls")),
    path("", include("egnatia.rounds.urls")),
    path("proposal/", include("egnatia.proposals.urls")),
    path("", include("egnatia.needs.urls")),
    path("matches/", include("egnatia.matching.urls")),
    path("", include("egnatia.activities.urls")),
    path("calendars/", include("egnatia.workdays.urls")),
    path("commitments/", include("egnatia.commitments.urls")),
    path("", include("egnatia.public.urls")),
    path("people/", include("egnatia.people.urls")),
    path("account/", include("egnatia.people.accounts.urls")),
    path("language/", include("django.conf.urls.i18n")),
]

handler400 = "egnatia.web.errors.bad_request"
handler403 = "egnatia.web.errors.forbidden"
handler404 = "egnatia.web.errors.not_found"
handler500 = "egnatia.web.errors.server_error"
