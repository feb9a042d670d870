"""What administrators and the secretariat do to accounts. They operate them and read nothing by it."""

import secrets
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from egnatia.kernel import clock, memberships
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.machine import is_machine
from egnatia.kernel.models import AuditEvent, Kind, Membership, Office, Organisation, Person, SignedBy
from egnatia.kernel.readers import holding_on
from egnatia.kernel.records import audit
from egnatia.people.accounts.actions import wait_for_a_steward
from egnatia.people.accounts.jobs import CODES, RESET, announce
from egnatia.people.accounts.models import CredentialReset, ProviderConnection
from egnatia.people.email_preferences.models import LettersFrequency
from egnatia.people.email_preferences.rules import person_key
from egnatia.people.invitations.models import Invitation
from egnatia.people.sessions.actions import end_all_of

NOWHERE = "erased@invalid"  # an e-mail address that leads nowhere, for ever (RFC 2606)


def may_operate(by: Reader) -> bool:
    """Administrators and the secretariat, each with a second factor shown."""
    return by.is_secretariat or (by.administrator and by.strong)


def require_may_operate(by: Reader) -> None:
    if not may_operate(by):
        raise NotAllowed("administrator")


@transaction.atomic
def end_sessions(person_id: UUID, *, by: Reader) -> None:
    """Sign somebody out everywhere, at their next request; an administrator only by another one, or by themselves."""
    person = _account(person_id, by)
    if person.is_administrator and not by.administrator:
        raise NotAllowed("administrator")
    audit.record("ended sessions", "person", person.pk, by=by, sessions=end_all_of(person.pk))


@transaction.atomic
def deactivate(person_id: UUID, *, by: Reader) -> None:
    """Close an account: its access ends at the next request. What it wrote stays."""
    person = _account_of_another(person_id, by)
    if not person.is_active:
        raise AlreadyThere
    person.is_active = False
    person.save(update_fields=["is_active"])
    audit.record("deactivated", "person", person.pk, by=by, sessions=end_all_of(person.pk))


@transaction.atomic
def reactivate(person_id: UUID, *, by: Reader) -> None:
    person = _account_of_another(person_id, by)
    if person.is_active:
        raise AlreadyThere
    person.is_active = True
    person.save(update_fields=["is_active"])
    audit.record("reactivated", "person", person.pk, by=by)


@transaction.atomic
def reset_second_factor(person_id: UUID, *, by: Reader) -> None:
    """Take away every second factor of somebody who lost theirs, and what they connected at a provider.

    Basic rights until a steward confirms them.
    """
    person = _account_of_another(person_id, by)
    Authenticator.objects.filter(user=person).delete()
    ProviderConnection.objects.filter(person=person).delete()
    wait_for_a_steward(person, by=by)
    audit.record("reset second factor", "person", person.pk, by=by, sessions=end_all_of(person.pk))
    announce(person.pk, RESET)


@transaction.atomic
def make_recovery_codes(person_id: UUID, *, by: Reader) -> tuple[str, ...]:
    """Ten fresh codes to print and hand over in person; the old ones stop working.

    Whoever holds them can show a second factor, so the person holds basic rights until a steward confirms them.
    """
    person = _account_of_another(person_id, by)
    Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
    codes = RecoveryCodes.activate(person)
    codes.mark_as_viewed()
    wait_for_a_steward(person, by=by)
    audit.record("made recovery codes", "person", person.pk, by=by, sessions=end_all_of(person.pk))
    announce(person.pk, CODES)
    return tuple(codes.generate_codes())


@transaction.atomic
def change_email(person_id: UUID, email: str, *, by: Reader) -> None:
    """Set where password links go: whoever can do that could take the account over, so a steward confirms."""
    person = _account_of_another(person_id, by)
    person.email = email
    person.save(update_fields=["email"])
    wait_for_a_steward(person, by=by)
    audit.record("changed address", "person", person.pk, by=by, sessions=end_all_of(person.pk))


@transaction.atomic
def confirm(person_id: UUID, *, by: Reader) -> None:
    """A steward has met the person and says: it is still the same one. Not the one who reset, and not oneself.

    Where nobody else is a steward of the person's communities, the secretariat confirms in a steward's place.
    """
    reset = CredentialReset.objects.select_for_update().filter(person=person_id).first()
    if reset is None or not may_confirm(by, person_id):
        raise NotFound
    if reset.by == by.person and not is_machine(by):
        raise NotAllowed("second-person")
    Person.objects.filter(pk=person_id).update(unconfirmed_since=None)
    reset.delete()
    audit.record("confirmed person", "person", person_id, by=by)


def may_confirm(by: Reader, person_id: UUID) -> bool:
    """A steward of one of their communities; of any, where they sit in none; else the secretariat, standing in."""
    if str(person_id) == by.person:
        return False
    seats = Membership.objects.filter(person=person_id, until__isnull=True, confirmed_by__isnull=False)
    places = set(seats.values_list("community", flat=True))
    own = {seat.community for seat in by.seats if seat.steward}
    if any(memberships.is_steward(by, community) for community in places or own) or is_machine(by):
        return True
    return memberships.may_stand_in(by, places or None, person=person_id)


@transaction.atomic
def erase(person_id: UUID, *, by: Reader) -> None:
    """Close somebody's account for ever and empty it: `docs/threats.md` says what goes and what stays.

    Their records stay, signed by "former colleague". A name that somebody else has too stays where it stands alone: it
    cannot be told whose it is, and names nobody by itself. Only administrators do this, and never to the last one.
    """
    person = _account_of_another(person_id, by)
    if not by.administrator:
        raise NotAllowed("administrator-only")
    if is_the_last(person):
        raise NotAllowed("last-one")
    name, email, was = person.name, person.email, former_name(person)
    shared, functional = has_namesake(person), _is_functional(person)
    _empty(person, was)
    for rows in _own_rows(person):
        _remove(rows)
    LettersFrequency.objects.filter(who=person_key(person.pk)).delete()
    memberships.end_all_of(person.pk)
    Invitation.objects.filter(Q(person=person) | Q(email__iexact=email or NOWHERE)).update(name=was, email="")
    for model, field in _columns(SignedBy):
        if field.of or not shared:
            whose = {field.of: str(person.pk)} if field.of else {field.name: name}
            model.objects.filter(**whose).update(**{field.name: was[: field.max_length]})
    for model, field in _columns(models.EmailField):
        if model not in (Person, Organisation, Invitation) and email and not functional:
            model.objects.filter(**{f"{field.name}__iexact": email}).update(**{field.name: NOWHERE})
    AuditEvent.objects.filter(person=str(person.pk)).update(by="")
    audit.record("erased", "person", person.pk, by=by)


@transaction.atomic
def note_export(person_id: UUID, *, by: Reader) -> None:
    """That the data of a person left in a file: asked for by whom, when."""
    audit.record("exported", "person", person_id, by=by)


def sign_checkpoint(*, by: Reader) -> bytes | None:
    """Where the sealed trail ends, signed; it tells no event. None where nothing was sealed yet.

    Raises NotAllowed for all but administrators.
    """
    require_may_operate(by)
    if not by.administrator:
        raise NotAllowed("administrator-only")
    return audit.checkpoint()


def former_name(person: Person) -> str:
    """What stands in place of an erased person's name; the organisation, where everybody may know of it."""
    organisation = Organisation.visible_to(ANONYMOUS).filter(pk=person.organisation_id).first()
    if organisation is None:
        return _("Former colleague")
    return (_("Former colleague of %(organisation)s") % {"organisation": organisation.name})[:150]


def has_namesake(person: Person) -> bool:
    """Whether somebody else goes by the same name, as two focal points may."""
    return Person.objects.filter(name=person.name).exclude(pk=person.pk).exists()


def is_the_last(person: Person) -> bool:
    """Whether nobody but this person is an administrator, or an officer of the secretariat."""
    others = Person.objects.filter(is_active=True).exclude(pk=person.pk)
    if person.is_administrator and not others.filter(is_administrator=True).exists():
        return True
    officers = Office.objects.filter(holding_on(clock.today()), kind=Office.Kind.SECRETARIAT)
    return officers.filter(person=person).exists() and not officers.filter(person__in=others).exists()


def _is_functional(person: Person) -> bool:
    """Whether their e-mail address is an organisation's, or somebody else's besides: then it stays theirs."""
    others = Person.objects.filter(email__iexact=person.email).exclude(pk=person.pk)
    return others.exists() or Organisation.objects.filter(mailbox__iexact=person.email).exists()


def _empty(person: Person, was: str) -> None:
    person.username, person.name, person.email = f"erased-{secrets.token_hex(8)}", was, ""
    person.language = settings.LANGUAGE_CODE
    person.is_active = person.is_administrator = False
    person.last_login, person.unconfirmed_since, person.erased_at = None, None, clock.now()
    person.set_unusable_password()
    person.save()


def _own_rows(person: Person) -> Iterator[QuerySet[Any]]:
    """Whatever would go with the account: all that hangs on it, but records and the seats that they were written in."""
    for model, column in _hanging_on(Person):
        if not issubclass(model, Kind | Membership):
            yield model.objects.filter(**{column: person})


def _remove(rows: QuerySet[Any]) -> None:
    """Delete rows and what hangs on them, with as many statements where there are none: their number tells nothing."""
    for model, column in _hanging_on(rows.model):
        _remove(model.objects.filter(**{f"{column}__in": rows}))
    rows._raw_delete(rows.db)  # noqa: SLF001 - Django's own delete looks first, and asks more where it finds something


def _hanging_on(model: type[models.Model]) -> Iterator[tuple[Any, str]]:
    """The tables whose rows go with a row of this one, each with the column that points here."""
    for found in model._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django documents it as public
        if isinstance(found, models.ManyToOneRel) and found.on_delete is models.CASCADE:
            yield found.related_model, found.field.name


def _columns(kind: "type[models.Field[Any, Any]]") -> Iterator[tuple[Any, Any]]:
    """Every column of every table that is of this kind, with its table."""
    for model in apps.get_models():
        fields = model._meta.local_concrete_fields  # noqa: SLF001 - Django documents it as public
        yield from ((model, field) for field in fields if isinstance(field, kind))


def _account(person_id: UUID, by: Reader) -> Person:
    require_may_operate(by)
    person = Person.objects.select_for_update().filter(pk=person_id, erased_at__isnull=True).first()
    if person is None:
        raise NotFound
    return person


def _account_of_another(person_id: UUID, by: Reader) -> Person:
    """Nobody operates their own account this way; and only administrators operate that of an administrator."""
    person = _account(person_id, by)
    if str(person.pk) == by.person:
        raise NotAllowed("yourself")
    if person.is_administrator and not by.administrator:
        raise NotAllowed("administrator")
    return person
