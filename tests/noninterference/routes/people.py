"""Accounts, memberships, the directory, and the marking page of every record."""

from collections.abc import Iterator
from uuid import UUID

from django.conf import settings

from egnatia.kernel.models import Membership, Office, Person, Release
from egnatia.people.sessions.models import Session
from tests.noninterference.access import Access, address_of, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

COMMUNITIES = ("focal-points", "open-forum", "arms", "nowhere")
HTMX = {"HX-Request": "true"}
WORDS = "four words not belonging together"


def form(name: str, *args: object, data: dict[str, object], headers: dict[str, str] | None = None) -> Access:
    """A POST whose fields bear names that are no words of Python's."""
    return Access("POST", address_of(name, *args), data, headers or {})


def records(known: Known) -> Iterator[UUID]:
    yield from known.each_activity()
    yield from known.records.values()  # what hangs on two of them
    yield from known.needs.values()
    yield from known.imports.values()
    yield from known.mappings.values()
    yield from (UUID(house) for house in known.houses()[:2])  # everybody sees all of them


def markings(known: Known) -> Iterator[dict[str, object]]:
    """What may be sent with a marking form; some of it holds for somebody, some for nobody."""
    yield {}
    yield {"marking-tlp": "0"}
    yield {"marking-tlp": "1", "marking-communities": ["focal-points"]}
    yield {"marking-tlp": "2", "marking-communities": ["arms"], "marking-economies": ["ALB"]}
    yield {"marking-tlp": "3", "marking-offices": ["S", "F:focal-points:ALB"]}
    for house in known.houses()[:2]:
        yield {"marking-tlp": "3", "marking-organisations": [house]}
    for person in known.persons()[:2]:
        yield {"marking-tlp": "4", "marking-persons": [person]}
    for typed in ("ministry-al (demo)", "demo", "nobody"):
        yield {"marking-tlp": "3", "marking-organisation_name": typed}
    yield {"marking-tlp": "3", "marking-organisations": [str(NEVER)]}


@route("people:marking")
def marking_page(known: Known) -> Iterator[Access]:
    sent = list(markings(known))
    for number, record in enumerate(records(known)):
        yield get("people:marking", record)
        yield head("people:marking", record)
        for at in (number, number + 3, number + 7):
            chosen = sent[at % len(sent)]
            yield form("people:marking", record, data=chosen)
            yield form("people:marking", record, data={"preview": "1", **chosen})


@route("people:marking-preview", "people:marking-preview-of")
def preview(known: Known) -> Iterator[Access]:
    sent = list(markings(known))
    for chosen in sent:
        yield form("people:marking-preview", data=chosen, headers=HTMX)
    for number, record in enumerate(records(known)):
        yield form("people:marking-preview-of", record, data=sent[number % len(sent)], headers=HTMX)


@route("people:organisations")
def organisations(known: Known) -> Iterator[Access]:
    for typed in ("", "demo", "ministry", "Funder 1", "correctional", "%", "Training"):
        yield Access("GET", address_of("people:organisations"), {"marking-organisation_name": typed})


@route("people:release-confirmation", "people:release-declining")
def releases(known: Known) -> Iterator[Access]:
    for release in [*Release.objects.order_by("pk").values_list("pk", flat=True), NEVER]:
        yield post("people:release-confirmation", release)
        yield post("people:release-declining", release)


@route("people:directory", "people:community")
def directory(known: Known) -> Iterator[Access]:
    yield get("people:directory")
    for slug in COMMUNITIES:
        yield get("people:community", slug)


@route("people:membership-proposal", "people:office-appointment")
def seats(known: Known) -> Iterator[Access]:
    for slug in COMMUNITIES:
        for name in ("people:membership-proposal", "people:office-appointment"):
            yield get(name, slug)
            for person in (*known.persons()[:3], str(NEVER)):
                yield post(name, slug, person=person, economy="MNE", steward="on", deputy="on")


@route("people:membership-confirmation", "people:membership-ending", "people:office-vacancy")
def members(known: Known) -> Iterator[Access]:
    for seat, slug in [*Membership.objects.order_by("pk").values_list("pk", "community"), (NEVER, "arms")]:
        yield post("people:membership-confirmation", slug, seat)
        yield post("people:membership-ending", slug, seat)
    for office in [*Office.objects.order_by("pk").values_list("pk", flat=True), NEVER]:
        yield post("people:office-vacancy", "focal-points", office)


@route("people:account", "people:second-factor", "people:sessions", "people:sessions-ending", "people:session-ending")
def own_account(known: Known) -> Iterator[Access]:
    for name in ("people:account", "people:second-factor", "people:sessions"):
        yield get(name)
    yield post("people:sessions-ending")
    for session in [*Session.objects.order_by("name").values_list("name", flat=True), NEVER]:
        yield post("people:session-ending", session)


OPERATIONS = ("sessions-ending", "deactivation", "reactivation", "reset", "codes", "address", "confirmation")


@route("privacy")
def privacy(known: Known) -> Iterator[Access]:
    del known
    yield get("privacy")


@route(
    "people:accounts",
    "people:audit-checkpoint",
    "people:account-of",
    "people:account-file",
    "people:account-erasure",
    *(f"people:account-{name}" for name in OPERATIONS),
)
def accounts(known: Known) -> Iterator[Access]:
    yield get("people:accounts")
    yield get("people:audit-checkpoint")
    for person in (*known.persons(), str(NEVER)):
        yield get("people:account-of", person)
        for name in OPERATIONS:
            yield post(f"people:account-{name}", person, email="new@example.org")
        yield post("people:account-file", person)
        yield get("people:account-erasure", person)
        named = Person.objects.filter(pk=person).values_list("username", flat=True).first() or "nobody"
        yield post("people:account-erasure", person, typed=named)


@route("people:colleagues", "people:colleague-confirmation", "people:colleague-refusal")
def colleagues(known: Known) -> Iterator[Access]:
    yield get("people:colleagues")
    for person in (*known.persons(), str(NEVER)):
        yield post("people:colleague-confirmation", person)
        yield post("people:colleague-refusal", person)


@route("people:invitations", "people:invitation-new", "people:invitation-withdrawal")
def invitations(known: Known) -> Iterator[Access]:
    yield get("people:invitations")
    yield get("people:invitation-new")
    for organisation in ("ministry-al (demo)", "demo", "nobody"):
        for email in ("", "guest@example.org"):
            guest: dict[str, object] = {"name": "Guest (demo)", "organisation": organisation, "email": email}
            yield form("people:invitation-new", data={**guest, "communities": ["arms"], "economy": "ALB"})
    yield post("people:invitation-withdrawal", NEVER)


@route("people:invitation-opening", "people:invitation-acceptance")
def acceptance(known: Known) -> Iterator[Access]:
    yield get("people:invitation-opening", "token")
    yield get("people:invitation-acceptance")
    yield post("people:invitation-acceptance", username="guest", password=WORDS, again=WORDS)


SIGNING_IN = (
    "account_login",
    "account_machine_code",
    "account_logout",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "mfa_index",
    "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_totp_picture",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_reauthenticate_webauthn",
)


@route(*SIGNING_IN, "account_reset_password_from_key", "mfa_remove_webauthn", "mfa_edit_webauthn")
def signing_in(known: Known) -> Iterator[Access]:
    for name in SIGNING_IN:
        yield get(name)
    for person in (*known.stage.persons, "nobody"):
        yield post("account_login", login=person, password=WORDS)
        yield post("account_reset_password", email=f"{person}@example.org")
    for name in ("account_machine_code", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp"):
        yield post(name, code="000000")
    yield post("account_set_password", password1=WORDS, password2=WORDS)
    yield post("account_change_password", oldpassword="x", password1=WORDS, password2=WORDS)
    yield post("account_logout")
    for person in known.persons():
        yield get("account_reset_password_from_key", UUID(person).hex, "abc-def")
    for number in (1, 99):
        yield get("mfa_remove_webauthn", number)
        yield get("mfa_edit_webauthn", number)
        yield post("mfa_remove_webauthn", number)


@route("account_provider", "account_provider_callback", "account_provider_connection", "account_provider_removal")
def provider(known: Known) -> Iterator[Access]:
    """Only an installation with a provider has these addresses (tests/people/test_provider.py)."""
    del known
    if settings.OIDC:
        for name in ("account_provider", "account_provider_connection", "account_provider_removal"):
            yield post(name)
        for query in ({}, {"state": "x"}, {"state": "x", "code": "y"}, {"error": "access_denied"}):
            yield Access("GET", address_of("account_provider_callback"), dict(query))
