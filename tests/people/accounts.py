"""People who can sign in, for tests of accounts."""

import base64
import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from egnatia.kernel.models import Organisation, Person
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.people.accounts.passwords import CappedArgon2
from tests import make

PASSWORD = "four words not belonging together"
SECRET = base64.b32encode(b"a secret of a test..").decode()


class QuickArgon2(CappedArgon2):
    """As served, at a hundredth of the work: tests try hundreds of passwords."""

    time_cost = 1
    memory_cost = 256


def account(username: str, *, at: Organisation | None = None, email: str = "", **fields: bool) -> Person:
    """Somebody with a password."""
    made = make.person(username, at=at, **fields)
    made.email = email
    made.set_password(PASSWORD)
    made.save()
    return made


def with_app(username: str) -> Person:
    made = account(username)
    TOTP.activate(made, SECRET)
    return made


def code_now(secret: str = SECRET) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def sign_in(client: Client, username: str, password: str = PASSWORD) -> HttpResponse:
    return client.post(reverse("account_login"), {"login": username, "password": password})  # type: ignore[return-value]  # the client's own kind of answer


def browser(who: Person, *, strong: bool = True) -> Client:
    """A client in which somebody is signed in already."""
    client = Client()
    client.force_login(who)
    session = client.session
    session[SECOND_FACTOR_SHOWN] = strong
    session.save()
    return client


def plain(content: bytes) -> bytes:
    """A page without what differs at every request: the tokens of its forms."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", content)


def factors(who: Person) -> set[str]:
    return set(Authenticator.objects.filter(user=who).values_list("type", flat=True))
