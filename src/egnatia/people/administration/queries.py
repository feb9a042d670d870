"""Accounts as those who operate them see them: no record, no right to read one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import ManyToOneRel, Q

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.machine import is_machine
from egnatia.kernel.models import AuditEvent, Organisation, Person, Personal, Record, seen
from egnatia.people.accounts.queries import Factors, factors_of
from egnatia.people.administration.actions import (
    former_name,
    has_namesake,
    is_the_last,
    may_confirm,
    may_operate,
    require_may_operate,
)
from egnatia.people.email_preferences.models import LettersFrequency
from egnatia.people.email_preferences.rules import person_key
from egnatia.people.sessions.models import Session


@dataclass(frozen=True, slots=True)
class AccountRow:
    id: UUID
    username: str
    name: str
    organisation: str
    active: bool
    administrator: bool
    second_factor: bool
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One account; `may_operate` and `may_confirm` say what this reader may do with it."""

    id: UUID
    username: str
    name: str
    organisation: str
    email: str
    active: bool
    administrator: bool
    unconfirmed_since: datetime | None
    factors: Factors
    sessions: int
    may_operate: bool
    may_confirm: bool
    may_erase: bool


@dataclass(frozen=True, slots=True)
class ErasurePage:
    """What an erasure would come to; `becomes` is shown in place of the name, `namesake`: somebody else has it too."""

    id: UUID
    username: str
    name: str
    becomes: str
    namesake: bool
    is_the_last: bool


def accounts_seen_by(reader: Reader) -> list[AccountRow]:
    """Every account, by user name; raises NotAllowed for those who do not operate them."""
    require_may_operate(reader)
    people = list(Person.objects.filter(erased_at__isnull=True).order_by("username"))
    names = _organisations(reader, {person.organisation_id for person in people})
    strong = set(Authenticator.objects.values_list("user_id", flat=True))
    return [
        AccountRow(
            id=person.pk,
            username=person.username,
            name=person.name,
            organisation=names.get(person.organisation_id, ""),
            active=person.is_active,
            administrator=person.is_administrator,
            second_factor=person.pk in strong,
            unconfirmed=person.unconfirmed_since is not None,
        )
        for person in people
    ]


def _organisations(reader: Reader, ids: set[UUID]) -> dict[UUID, str]:
    return dict(Organisation.visible_to(reader).filter(pk__in=ids).values_list("pk", "name"))


def account_seen_by(reader: Reader, person_id: UUID) -> AccountPage:
    """For those who operate accounts, and for a steward who has to confirm the person; NotFound for everybody else."""
    person = Person.objects.filter(pk=person_id, erased_at__isnull=True).first()
    operates = may_operate(reader)
    confirms = person is not None and person.unconfirmed_since is not None and may_confirm(reader, person_id)
    if person is None or not (operates or confirms):
        raise NotFound
    return AccountPage(
        id=person.pk,
        username=person.username,
        name=person.name,
        organisation=_organisations(reader, {person.organisation_id}).get(person.organisation_id, ""),
        email=person.email if operates else "",
        active=person.is_active,
        administrator=person.is_administrator,
        unconfirmed_since=person.unconfirmed_since,
        factors=factors_of(str(person.pk)),
        sessions=Session.objects.filter(person=person, expire_date__gte=clock.now()).count(),
        may_operate=operates and str(person.pk) != reader.person,
        may_confirm=confirms,
        may_erase=operates and reader.administrator and str(person.pk) != reader.person,
    )


def erasure_seen_by(reader: Reader, person_id: UUID) -> ErasurePage:
    """For administrators, of somebody else: NotAllowed for others, NotFound where there is no such account."""
    account = account_seen_by(reader, person_id)
    if not account.may_erase:
        raise NotAllowed("yourself" if str(person_id) == reader.person else "administrator-only")
    person = Person.objects.get(pk=person_id)
    return ErasurePage(
        id=person.pk,
        username=person.username,
        name=person.name,
        becomes=former_name(person),
        namesake=has_namesake(person),
        is_the_last=is_the_last(person),
    )


def personal_file(reader: Reader, person_id: UUID) -> dict[str, Any]:
    """What is kept about somebody, by part, in values that JSON takes. No secret, and no record of anybody else.

    The person themself gets all of it once they used two-step verification, and so does whoever holds the machine.
    An administrator operates accounts and reads nothing by it: for them it is the account alone, as it is for a session
    with a password only. Raises NotFound for everybody else.
    """
    person = Person.objects.filter(pk=person_id, erased_at__isnull=True).first()
    own = str(person_id) == reader.person
    if person is None or not (own or (reader.administrator and reader.strong)):
        raise NotFound
    whole = (own and reader.strong) or is_machine(reader)
    factors = Authenticator.objects.filter(user=person).order_by("pk")
    return {
        "made_at": clock.now(),
        "whole": whole,
        "account": _account_values(reader, person),
        "second_factors": list(factors.values("type", "created_at", "last_used_at")),
        "sign_ins": _events(Q(person=str(person.pk), kind="session")),
        **dict(_own_tables(person, whole=whole)),
        **(_activity_values(reader, person) if whole else {}),
    }


def _account_values(reader: Reader, person: Person) -> dict[str, Any]:
    own = str(person.pk) == reader.person
    names = _organisations(reader, {person.organisation_id})
    return {
        "user_name": person.username,
        "name": person.name,
        "email": person.email,
        "organisation": reader.organisation_name if own else names.get(person.organisation_id, ""),
        "language": person.language,
        "active": person.is_active,
        "administrator": person.is_administrator,
        "joined_at": person.joined_at,
        "confirmed_at": person.confirmed_at,
        "last_sign_in": person.last_login,
    }


def _own_tables(person: Person, *, whole: bool) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Of each table that points at people and says what they may have of it: the rows of this one."""
    for found in Person._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django documents it as public
        told = getattr(found.related_model, "PERSONAL", None)
        if isinstance(found, ManyToOneRel) and isinstance(told, Personal) and (whole or told.of_account):
            table: Any = found.related_model
            rows = table.objects.filter(**{found.field.name: person}).order_by("pk")
            yield told.name, list(rows.values(*told.columns))


def _activity_values(reader: Reader, person: Person) -> dict[str, Any]:
    """What the person did. The records that they wrote are named, as far as they may read them still."""
    written = Record.objects.filter(author=str(person.pk))
    if not is_machine(reader):
        written = written.filter(seen(reader, "pk"))
    chosen = LettersFrequency.objects.filter(who=person_key(person.pk)).exclude(frequency="")
    return {
        "email_frequencies": list(chosen.order_by("kind").values("kind", "frequency", "at")),
        "records_written": list(written.order_by("created_at", "pk").values("kind", "id", "created_at")),
        "actions": _events(Q(person=str(person.pk)) & ~Q(kind="session")),
    }


def _events(which: Q) -> list[dict[str, Any]]:
    events = AuditEvent.objects.filter(which).order_by("at", "pk").values("at", "verb", "kind", "target")
    return [dict(each) for each in events]


def unconfirmed_for(reader: Reader) -> list[AccountRow]:
    """The persons whom this reader may confirm after a reset: as a steward, or in a steward's place."""
    steward = any(seat.steward for seat in reader.seats)
    if not (reader.strong and (steward or reader.is_secretariat)):
        return []
    waiting = Person.objects.filter(unconfirmed_since__isnull=False, is_active=True).exclude(pk=reader.person)
    people = [person for person in waiting.order_by("username") if may_confirm(reader, person.pk)]
    names = _organisations(reader, {person.organisation_id for person in people})
    return [
        AccountRow(
            id=person.pk,
            username=person.username,
            name=person.name,
            organisation=names.get(person.organisation_id, ""),
            active=True,
            administrator=person.is_administrator,
            second_factor=False,
            unconfirmed=True,
        )
        for person in people
    ]
