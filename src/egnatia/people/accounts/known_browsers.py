"""Browsers in which an account signed in before. Their attempts count apart, so that no stranger's refuse the owner."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from egnatia.kernel.models import Person

COOKIE = "__Host-browser" if settings.HTTPS else "browser"
KEPT = timedelta(days=180)
SALT = "egnatia.known-browser"


def remember(response: HttpResponse, person: Person) -> None:
    """From now on this browser is one of the person's. The cookie says so to nobody but this installation."""
    value = signing.dumps({"person": str(person.pk), "browser": secrets.token_urlsafe(8)}, salt=SALT)
    response.set_cookie(COOKIE, value, max_age=KEPT, secure=settings.HTTPS, httponly=True, samesite="Strict", path="/")


def known_browser(request: HttpRequest, person: str) -> str:
    """What the browser is counted by for this account, "" where the account never signed in there."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KEPT)
    except signing.BadSignature:
        return ""
    return f"{said['person']} {said['browser']}" if person and said["person"] == person else ""
