"""Addresses of accounts, memberships and the directory."""

from django.urls import URLPattern, URLResolver, include, path

from egnatia.people.accounts.views import account, second_factor
from egnatia.people.changes import views as changes
from egnatia.people.colleagues import views as colleagues
from egnatia.people.email_preferences import views as letters
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
    path("account/letters/", letters.letters, name="letters"),
    path("account/letters/organisations/<uuid:organisation>/wanted/", letters.wanted, name="letters-wanted"),
    path("account/letters/<str:token>/ending/", letters.ending, name="letters-ending"),
    path("accounts/", include("egnatia.people.administration.urls")),
    path("colleagues/", colleagues.listed, name="colleagues"),
    path("colleagues/<uuid:person_id>/confirmation/", colleagues.confirmation, name="colleague-confirmation"),
    path("colleagues/<uuid:person_id>/refusal/", colleagues.refusal, name="colleague-refusal"),
    path("changes/", changes.changes, name="changes"),
    path("changes/seen/", changes.seen, name="changes-seen"),
    path("forum/", include("egnatia.people.forum.urls")),
    path("invitations/", include("egnatia.people.invitations.urls")),
    path("marking/", include("egnatia.people.marking.urls")),
]
