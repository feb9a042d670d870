"""Addresses of accounts, memberships and the directory."""

from django.urls import URLPattern, URLResolver, include, path

from egnatia.people.accounts.views import account, second_factor
from egnatia.people.sessions import views as sessions

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("egnatia.people.directory.urls")),
    path("account/", account, name="account"),
    path("account/second-factor/", second_factor, name="second-factor"),
    path("account/sessions/", sessions.listed, name="sessions"),
    path("account/sessions/others/ending/", sessions.ending_of_others, name="sessions-ending"),
    path("account/sessions/<uuid:name>/ending/", sessions.ending, name="session-ending"),
    path("account/calendar/", include("egnatia.people.calendars.urls")),
    path("account/filters/", include("egnatia.people.filters.urls")),
    path("account/letters/", include("egnatia.people.email_preferences.urls")),
    path("accounts/", include("egnatia.people.administration.urls")),
    path("colleagues/", include("egnatia.people.colleagues.urls")),
    path("changes/", include("egnatia.people.changes.urls")),
    path("forum/", include("egnatia.people.forum.urls")),
    path("invitations/", include("egnatia.people.invitations.urls")),
    path("marking/", include("egnatia.people.marking.urls")),
]
