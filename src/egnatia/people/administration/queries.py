"""Accounts as those who operate them see them: no record, no right to read one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Organisation, Person
from egnatia.people.accounts.queries import Factors, factors_of
from egnatia.people.administration.actions import may_confirm, may_operate, require_may_operate
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


def accounts_seen_by(reader: Reader) -> list[AccountRow]:
    """Every account, by user name; raises NotAllowed for those who do not operate them."""
    require_may_operate(reader)
    people = list(Person.objects.order_by("username"))
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
    person = Person.objects.filter(pk=person_id).first()
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
    )


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
