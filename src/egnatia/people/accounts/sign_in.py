"""Signing in with a code of this machine."""

from allauth.account.adapter import get_adapter
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
