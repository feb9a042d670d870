"""Signing in without the sign-in page: with a code of this machine, and right after an invitation was accepted."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth import login
from django.http import HttpRequest

from egnatia.kernel.models import Person
from egnatia.people.accounts.actions import begin_session
from egnatia.people.accounts.rules import browser_words

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def sign_in_by_machine(request: HttpRequest, person: Person) -> None:
    """Such a session counts as strong: whoever reads what this machine prints holds the machine, and so everything."""
    if request.user.is_authenticated:
        get_adapter().logout(request)
    login(request, person, backend=BACKEND)
    begin_session(request.session, person, browser=browser_words(request.META.get("HTTP_USER_AGENT", "")), strong=True)


def sign_in_as_invited(request: HttpRequest, person: Person) -> None:
    """They have just chosen their password: the session is as if they had typed it, and no more."""
    record_authentication(request, person, "password", reauthenticated=True)
    get_adapter().login(request, person)
