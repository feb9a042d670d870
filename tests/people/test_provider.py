"""Signing in at a provider of OpenID Connect that answers on this machine: whose account it is, and what that opens."""

import base64
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from email.message import Message
from pathlib import Path
from typing import Any

import jwt
import pytest
import requests
from allauth.socialaccount.adapter import get_adapter
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from egnatia.kernel import clock
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import AuditEvent, Person
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.people.accounts.jobs import send_announcement
from egnatia.people.accounts.models import ProviderConnection
from egnatia.people.accounts.rules import second_factor_claimed
from egnatia.people.administration.actions import deactivate, erase, reset_second_factor
from egnatia.people.invitations.actions import Guest, invite
from egnatia.people.sessions.models import Session
from egnatia.web.middleware.security import security_headers
from egnatia.web.serve.addresses import provider_of
from tests import make
from tests.letters import text_of
from tests.noninterference import routes
from tests.people.accounts import PASSWORD, account, browser, code_now, sign_in, with_app
from tests.people.openid import CLIENT, ProviderOfSignIns, answering, back_from, installed, sign_in_at
from tests.people.test_passwords import letters
from tests.people.test_second_factor import asked_again
from tests.visits import Answer, got, words

__all__ = ["letters"]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def service() -> Iterator[ProviderOfSignIns]:
    with answering() as provider:
        yield provider


@pytest.fixture
def provider(service: ProviderOfSignIns, request: pytest.FixtureRequest) -> Iterator[ProviderOfSignIns]:
    """An installation that knows it; a test's `provider` parameter adds to the environment."""
    service.claims, service.told, service.altered = {"sub": "248289761001"}, {}, {}
    service.leads_elsewhere, service.asked, service.published = "", [], {}
    with installed(service.settings(**getattr(request, "param", {}))):
        yield service


STRONG = pytest.mark.parametrize("provider", [{"STRONG": "1"}], indirect=True)


def connected(provider: ProviderOfSignIns, who: Person, *, strong: bool = False) -> Client:
    """The browser in which the person connected their account, having confirmed who they are."""
    client = asked_again(who, strong=strong)
    answer = back_from(provider, client, client.post(reverse("account_provider_connection")))
    assert answer["Location"] == reverse("people:account")
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("people:account")).status_code == 200


def warned(client: Client) -> bool:
    """Whether the next page says that something was not done."""
    return "error" in [message.level_tag for message in client.get(reverse("account_login")).context["messages"]]


def test_without_an_issuer_nothing_of_it_is_loaded_and_no_page_names_it() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_provider")
    assert settings.OIDC is None
    assert "openid" not in got(Client(), "account_login").text.casefold()
    ask = (
        "import django, sys; django.setup(); from egnatia.people.accounts.urls import urlpatterns as u;"
        "print(*[n for n in ('requests', 'jwt', 'allauth.socialaccount.models') if n in sys.modules], len(u))"
    )
    told = {"DJANGO_SETTINGS_MODULE": "egnatia.web.settings", "PYTHONPATH": os.pathsep.join(sys.path)}
    provider = {"EGNATIA_OIDC_ISSUER": "https://id.example", "EGNATIA_OIDC_CLIENT_ID": "x"}
    without = _python(ask, told)
    with_one = _python(ask, told | provider | {"EGNATIA_OIDC_CLIENT_SECRET": "y"})

    assert len(without) == 1
    assert with_one[:3] == ["requests", "jwt", "allauth.socialaccount.models"]
    assert int(with_one[3]) == int(without[0]) + 1


def _python(program: str, environ: dict[str, str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", program], env={**os.environ, **environ}, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


def test_the_environment_says_the_provider_or_what_is_missing(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from a file\n", encoding="utf-8")
    told = {"EGNATIA_OIDC_ISSUER": "https://id.example:8443/realms/x", "EGNATIA_OIDC_CLIENT_ID": "egnatia"}
    found = provider_of({**told, "EGNATIA_OIDC_CLIENT_SECRET_FILE": str(secret)})

    assert found is not None
    assert (found.origin, found.client_secret, found.name) == ("https://id.example:8443", "from a file", "id.example")
    assert not found.strong
    assert "from a file" not in repr(found)
    assert provider_of({}) is None
    for wrong in (
        told,
        {**told, "EGNATIA_OIDC_CLIENT_SECRET_FILE": str(tmp_path / "missing")},
        {**told, "EGNATIA_OIDC_CLIENT_SECRET": "x", "EGNATIA_OIDC_ISSUER": "http://id.example"},
        {**told, "EGNATIA_OIDC_CLIENT_SECRET": "x", "EGNATIA_OIDC_CLIENT_ID": ""},
    ):
        with pytest.raises(ImproperlyConfigured):
            provider_of(wrong)


def test_who_connected_their_account_signs_in_by_it(provider: ProviderOfSignIns) -> None:
    who = account("officer")
    connected(provider, who)
    client = Client()

    page = got(client, "account_login")
    assert f'action="{reverse("account_provider")}"' in page.text
    answer = sign_in_at(provider, client, next=reverse("people:directory"))

    assert answer["Location"] == reverse("people:directory")
    assert is_in(client)
    assert not client.session[SECOND_FACTOR_SHOWN]
    signed_in = AuditEvent.objects.get(verb="signed in")
    assert (signed_in.person, signed_in.detail["provider"]) == (str(who.pk), provider.issuer)
    assert Session.objects.filter(person=who, name=client.session["session_name"]).exists()
    assert "browser" in answer.cookies, "known from now on, as after a password"


def test_a_way_back_that_leads_elsewhere_is_not_taken(provider: ProviderOfSignIns) -> None:
    connected(provider, account("officer"))

    assert sign_in_at(provider, Client(), next="https://elsewhere.example/")["Location"] == "/"


def test_nobody_gets_in_or_an_account_by_what_the_provider_says(provider: ProviderOfSignIns) -> None:
    """Neither by a verified address, nor by the user name, nor by groups."""
    who = account("officer", email="officer@example.org")
    before = Person.objects.count()
    provider.claims |= {
        "email": "officer@example.org",
        "email_verified": True,
        "preferred_username": "officer",
        "groups": ["administrators", "secretariat"],
    }
    client = Client()

    answer = sign_in_at(provider, client)

    assert answer["Location"] == reverse("account_login")
    assert warned(client)
    assert not is_in(client)
    assert Person.objects.count() == before
    assert not ProviderConnection.objects.filter(person=who).exists()


def test_what_the_provider_says_changes_nothing_of_an_account(provider: ProviderOfSignIns) -> None:
    who = account("officer", email="officer@example.org")
    connected(provider, who)
    before: dict[str, object] = {**Person.objects.filter(pk=who.pk).values().get()}
    provider.claims |= {
        "email": "boss@example.org",
        "email_verified": True,
        "name": "The boss",
        "groups": ["administrators"],
        "roles": ["secretariat"],
        "locale": "sq",
    }

    client = Client()
    sign_in_at(provider, client)

    after: dict[str, object] = {**Person.objects.filter(pk=who.pk).values().get()}
    assert {name for name in after if after[name] != before[name]} <= {"last_login"}
    assert client.get(reverse("people:accounts")).status_code == 403
    kept = json.dumps(ProviderConnection.objects.values().get(), default=str) + str(dict(client.session))
    assert "boss" not in kept


def test_our_own_second_step_is_asked_after_it(provider: ProviderOfSignIns) -> None:
    provider.claims["amr"] = ["pwd", "mfa"]  # which counts only where the installation says so
    who = with_app("officer")
    connected(provider, who, strong=True)
    client = Client()

    answer = sign_in_at(provider, client)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    assert client.session[SECOND_FACTOR_SHOWN]
    assert AuditEvent.objects.get(verb="signed in").detail == {"second_factor": True, "provider": provider.issuer}


@STRONG
@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ({}, False),
        ({"amr": ["pwd"]}, False),
        ({"amr": "mfa-less", "acr": "1"}, False),
        ({"acr": ["phr"], "amr": {"mfa": True}}, False),
        ({"amr": ["pwd", "mfa"]}, True),
        ({"acr": "phrh"}, True),
    ],
)
def test_a_second_step_at_the_provider_counts_where_its_token_says_so(
    provider: ProviderOfSignIns, said: dict[str, Any], counts: bool
) -> None:
    provider.claims |= said
    who = with_app("officer")
    connected(provider, who, strong=True)
    client = Client()

    answer = sign_in_at(provider, client)

    assert (answer["Location"] == reverse("mfa_authenticate")) is not counts
    assert is_in(client) is counts
    assert bool(client.session.get(SECOND_FACTOR_SHOWN)) is counts
    assert second_factor_claimed(said) is counts


@STRONG
def test_with_a_stolen_password_alone_nobody_connects_a_second_step(provider: ProviderOfSignIns) -> None:
    """It may be a thief's: after the first days, or where there is a factor, ours is asked for all the same."""
    provider.claims["amr"] = ["mfa"]
    late = account("late")
    Person.objects.filter(pk=late.pk).update(joined_at=clock.now() - timedelta(days=15))
    connected(provider, late)
    client = Client()
    sign_in_at(provider, client)

    assert is_in(client)
    assert not client.session[SECOND_FACTOR_SHOWN]

    provider.claims["sub"] = "another"
    connected(provider, with_app("officer"))
    assert sign_in_at(provider, Client())["Location"] == reverse("mfa_authenticate")

    provider.claims["sub"] = "a third"
    connected(provider, account("new"))
    client = Client()
    sign_in_at(provider, client)
    assert client.session[SECOND_FACTOR_SHOWN], "as with a first factor of their own"


@STRONG
def test_who_waits_for_a_colleague_or_a_steward_gets_no_more_by_it(provider: ProviderOfSignIns) -> None:
    provider.claims["amr"] = ["mfa"]
    who = account("officer")
    connected(provider, who)
    for waiting in ({"confirmed_at": None}, {"confirmed_at": clock.now(), "unconfirmed_since": clock.now()}):
        Person.objects.filter(pk=who.pk).update(**waiting)
        client = Client()
        sign_in_at(provider, client)

        reader = got(client, "people:account").context["page"].reader
        assert reader.person == str(who.pk)
        assert not reader.strong


def test_a_closed_account_is_answered_like_none(provider: ProviderOfSignIns) -> None:
    who = account("officer")
    connected(provider, who)
    deactivate(who.pk, by=MACHINE)
    client, stranger = Client(), Client()

    answers = [sign_in_at(provider, client)]
    provider.claims["sub"] = "nobody's"
    answers.append(sign_in_at(provider, stranger))

    assert [answer["Location"] for answer in answers] == [reverse("account_login")] * 2
    pages = [words(each.get(reverse("account_login")).content) for each in (client, stranger)]
    assert pages[0] == pages[1]
    assert not is_in(client)


def test_connecting_asks_for_the_password_first(provider: ProviderOfSignIns) -> None:
    who = account("officer")
    client = browser(who, strong=False)
    for name in ("account_provider_connection", "account_provider_removal"):
        assert client.post(reverse(name))["Location"].startswith(reverse("account_reauthenticate"))
        assert Client().post(reverse(name))["Location"].startswith(reverse("account_login"))

    assert provider.asked == []
    assert not ProviderConnection.objects.exists()


def test_an_account_there_opens_one_account_here(provider: ProviderOfSignIns) -> None:
    first, second = account("first"), account("second")
    connected(provider, first)
    connected(provider, second)
    provider.claims["sub"] = "another"
    connected(provider, first)

    assert list(ProviderConnection.objects.values_list("person", "subject")) == [(first.pk, "248289761001")]
    assert list(AuditEvent.objects.filter(verb="connected provider").values_list("person", flat=True)) == [
        str(first.pk)
    ]


def test_another_issuer_is_another_provider(provider: ProviderOfSignIns) -> None:
    connected(provider, account("officer"))
    with answering() as other, installed(other.settings()):
        assert sign_in_at(other, Client())["Location"] == reverse("account_login")


def test_the_person_learns_of_a_connection_and_removes_it(provider: ProviderOfSignIns, letters: list[Message]) -> None:
    who = account("officer", email="officer@example.org")
    client = connected(provider, who)
    page = got(client, "people:account")
    assert f'action="{reverse("account_provider_removal")}"' in page.text
    assert f'action="{reverse("account_provider_connection")}"' not in page.text

    client.post(reverse("account_provider_removal"))

    assert not ProviderConnection.objects.exists()
    assert client.post(reverse("account_provider_removal")).status_code == 404
    assert sign_in_at(provider, Client())["Location"] == reverse("account_login")
    for change in ("connected", "disconnected"):
        send_announcement(person=str(who.pk), change=change, at=clock.now().isoformat())
    assert len({text_of(each) for each in letters}) == 2
    assert len({each["Subject"] for each in letters}) == 1
    assert list(
        AuditEvent.objects.filter(verb__contains="connected").order_by("at").values_list("verb", flat=True)
    ) == [
        "connected provider",
        "disconnected provider",
    ]


def test_right_after_an_invitation_it_is_offered_without_a_second_question(provider: ProviderOfSignIns) -> None:
    made = invite(Guest(name="Guest (demo)", organisation=str(make.organisation("House (demo)").pk)), by=MACHINE)
    client = Client()
    client.get(reverse("people:invitation-opening", args=[made.token]))
    said = {"username": "guest", "password": PASSWORD, "again": PASSWORD}
    after = client.post(reverse("people:invitation-acceptance"), said)["Location"]

    assert f'action="{reverse("account_provider_connection")}"' in client.get(after).content.decode()
    back_from(provider, client, client.post(reverse("account_provider_connection")))
    assert ProviderConnection.objects.get().person.name == "Guest (demo)"


def test_a_reset_takes_away_what_a_thief_may_have_connected(provider: ProviderOfSignIns) -> None:
    who = account("officer")
    connected(provider, who)

    reset_second_factor(who.pk, by=MACHINE)

    assert sign_in_at(provider, Client())["Location"] == reverse("account_login")


def test_with_a_provider_too_an_erased_person_leaves_nothing_of_it(provider: ProviderOfSignIns) -> None:
    call_command("migrate", "socialaccount", verbosity=0)
    who = account("officer")
    connected(provider, who)
    told = browser(who).post(reverse("people:account-file", args=[who.pk])).json()
    assert [each["subject"] for each in told["sign_in_provider"]] == ["248289761001"]

    erase(who.pk, by=MACHINE)

    assert not ProviderConnection.objects.exists()


Forgery = Callable[[ProviderOfSignIns], None]


def altered(**claims: object) -> Forgery:
    def alter(provider: ProviderOfSignIns) -> None:
        provider.altered = claims

    return alter


def signed_by_another(provider: ProviderOfSignIns) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    provider.sign = lambda claims: jwt.encode(claims, key, algorithm="RS256", headers={"kid": "one"})  # type: ignore[method-assign]  # what a forger would do


def unsigned(provider: ProviderOfSignIns) -> None:
    provider.sign = lambda claims: jwt.encode(claims, "", algorithm="none", headers={"kid": "one"})  # type: ignore[method-assign]  # what a forger would do


SHARED = "a secret that the client and the provider share"


def signed_with_a_shared_secret(provider: ProviderOfSignIns) -> None:
    provider.sign = lambda claims: jwt.encode(claims, SHARED, algorithm="HS256", headers={"kid": "one"})  # type: ignore[method-assign]  # what a forger would do


def signed_with_a_secret_that_everybody_reads(provider: ProviderOfSignIns) -> None:
    secret = base64.urlsafe_b64encode(SHARED.encode()).decode().rstrip("=")
    provider.published = {"kty": "oct", "alg": "HS256", "k": secret}
    signed_with_a_shared_secret(provider)


def named_by_another_key(provider: ProviderOfSignIns) -> None:
    provider.sign = lambda claims: jwt.encode(claims, provider.key, algorithm="RS256", headers={"kid": "two"})  # type: ignore[method-assign]  # what a forger would do


def no_token(provider: ProviderOfSignIns) -> None:
    provider.token = lambda form: {"access_token": "opaque"} if form else None  # type: ignore[method-assign]  # a provider of OAuth alone


FORGERIES = {
    "expired": altered(exp=1),
    "without an end": altered(exp=None),
    "for another client": altered(aud="somebody"),
    "for several, given to another": altered(aud=[CLIENT, "somebody"], azp="somebody"),
    "of another issuer": altered(iss="https://elsewhere.example"),
    "of another sign-in": altered(nonce="another"),
    "without a nonce": altered(nonce=None),
    "of nobody": altered(sub=""),
    "without a person": altered(sub=None),
    "signed by another": signed_by_another,
    "unsigned": unsigned,
    "signed with a shared secret": signed_with_a_shared_secret,
    "signed with a secret among its keys": signed_with_a_secret_that_everybody_reads,
    "by a key that is not there": named_by_another_key,
    "without a token of who it is": no_token,
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_token_opens_nothing(
    provider: ProviderOfSignIns, forgery: Forgery, caplog: pytest.LogCaptureFixture
) -> None:
    connected(provider, account("officer"))
    client = Client()
    try:
        forgery(provider)
        with caplog.at_level(logging.WARNING):
            answer = sign_in_at(provider, client)
    finally:
        vars(provider).pop("sign", None)
        vars(provider).pop("token", None)

    assert answer["Location"] == reverse("account_login")
    assert not is_in(client)
    assert "failed" in caplog.text
    assert "officer" not in caplog.text


@pytest.mark.parametrize("name", ["token_endpoint", "jwks_uri", "authorization_endpoint", "issuer"])
def test_we_ask_the_issuer_alone_whatever_it_names(provider: ProviderOfSignIns, name: str) -> None:
    with answering() as other:
        provider.told = {name: f"{other.issuer}/elsewhere"}
        client = Client()
        answer = client.post(reverse("account_provider"))

        assert answer["Location"] == reverse("account_login")
        with pytest.raises(requests.exceptions.InvalidURL):
            get_adapter().get_requests_session().get(f"{other.issuer}/userinfo")
        assert other.asked == []


def test_an_answer_of_the_provider_leads_us_nowhere(provider: ProviderOfSignIns) -> None:
    with answering() as other:
        provider.leads_elsewhere = f"{other.issuer}/inside"
        assert Client().post(reverse("account_provider"))["Location"] == reverse("account_login")

        assert other.asked == []


def test_only_the_browser_that_left_comes_back_and_once(provider: ProviderOfSignIns) -> None:
    connected(provider, account("officer"))
    client, other = Client(), Client()
    back = provider.page(client.post(reverse("account_provider"))["Location"])

    other.get(back)
    assert not is_in(other), "an address that somebody was sent opens nothing"
    client.get(back)
    assert is_in(client)
    client.post(reverse("account_logout"))
    client.get(back)
    assert not is_in(client)


def test_who_is_in_is_not_signed_in_as_somebody_else(provider: ProviderOfSignIns) -> None:
    connected(provider, account("officer"))
    client = Client()
    back = provider.page(client.post(reverse("account_provider"))["Location"])
    account("other")
    sign_in(client, "other")

    assert client.get(back)["Location"] == reverse("people:account")
    assert got(client, "people:account").context["page"].reader.name == "other (demo)"
    assert client.post(reverse("account_provider"))["Location"] == "/"


def test_who_gives_up_there_comes_back_to_the_sign_in_page(provider: ProviderOfSignIns) -> None:
    client = Client()
    client.post(reverse("account_provider"))
    states = client.session["socialaccount_states"]

    answer = client.get(reverse("account_provider_callback"), {"state": next(iter(states)), "error": "access_denied"})

    assert answer["Location"] == reverse("account_login")
    assert warned(client)


def test_attempts_count_by_address_and_a_right_one_does_not(provider: ProviderOfSignIns) -> None:
    connected(provider, account("officer"))
    for _ in range(3):
        assert is_in_after(sign_in_at(provider, Client()))
    statuses = [Client().post(reverse("account_provider")).status_code for _ in range(51)]

    assert statuses == [302] * 50 + [429]
    asked = len(provider.asked)
    assert Client().post(reverse("account_provider")).status_code == 429
    assert len(provider.asked) == asked, "nobody makes us ask the provider without end"


def is_in_after(answer: Answer) -> bool:
    return bool(answer["Location"] == "/")


def test_a_form_may_lead_to_the_issuer_and_nowhere_else(provider: ProviderOfSignIns) -> None:
    def page(request: HttpRequest) -> HttpResponse:
        del request
        return HttpResponse()

    answer = security_headers(page)(RequestFactory().get("/"))

    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    assert policy.pop("form-action") == f"'self' {provider.issuer}"
    assert set(policy.values()) == {"'self'", "'none'"}


def test_its_addresses_are_tried_like_all_others(provider: ProviderOfSignIns) -> None:
    names = [name for name in routes.names_of_all_routes() if "provider" in name]

    assert len(names) == 4
    assert set(names) <= set(routes.load())
    tried = [*routes.load()["account_provider"](None)]  # type: ignore[arg-type]  # it looks at nothing of a world
    assert {access.method for access in tried} == {"GET", "POST"}
    for access in tried:
        assert Client().generic(access.method, access.path).status_code == 302


def test_the_secret_of_the_client_stands_in_no_answer_and_no_log(
    provider: ProviderOfSignIns, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        connected(provider, account("officer"))
        client = Client()
        left = client.post(reverse("account_provider"))
        answer = client.get(provider.page(left["Location"]))

    said = left["Location"] + str(dict(answer.items())) + str(dict(client.session)) + caplog.text
    for secret in (settings.OIDC.client_secret, base64.b64encode(settings.OIDC.client_secret.encode()).decode()):
        assert secret not in said
