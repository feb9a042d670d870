"""Who belongs to a community, looks after it, holds an office, from a day until a day. Nobody decides about oneself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.machine import is_machine
from egnatia.kernel.models import Community, Economy, Membership, Office, Person
from egnatia.kernel.readers import holding_on
from egnatia.kernel.records import audit


def is_steward(reader: Reader, community: str) -> bool:
    """Stewards act with their second factor shown; so does whoever holds the machine."""
    if is_machine(reader):
        return True
    return reader.strong and any(seat.steward and seat.community == community for seat in reader.seats)


def may_stand_in(reader: Reader, communities: Collection[str] | None, *, person: UUID) -> bool:
    """The secretariat, where nobody but `person` is a steward of these communities (of any at all, where None).

    Otherwise the one who is to be confirmed could be confirmed by nobody. A steward whose own sign-in waits to be
    confirmed cannot act either. Never for oneself.
    """
    if not reader.is_secretariat or str(person) == reader.person:
        return False
    anywhere = Q() if communities is None else Q(community__in=communities)
    stewards = Membership.objects.filter(
        holding_on(clock.today()) & anywhere,
        steward=True,
        confirmed_by__isnull=False,
        person__is_active=True,
        person__unconfirmed_since__isnull=True,
    )
    return not stewards.exclude(person=person).exists()


@dataclass(frozen=True, slots=True)
class ProposedSeat:
    """A seat that somebody is meant for: in which community, for which economy (or none)."""

    community: str
    economy: str = ""
    steward: bool = False


def may_propose(reader: Reader, community: str) -> bool:
    """Its stewards, and whoever invites people: the secretariat and administrators."""
    return is_steward(reader, community) or reader.is_secretariat or (reader.administrator and reader.strong)


@transaction.atomic
def propose(person: UUID, place: ProposedSeat, *, by: Reader) -> UUID:
    """Name somebody for a seat. It opens nothing before a steward has confirmed it."""
    _require_place(place)
    _require_other(person, by)
    if not may_propose(by, place.community):
        raise NotAllowed("steward")
    if not Person.objects.filter(pk=person, is_active=True).exists():
        raise NotFound
    there = Membership.objects.filter(person_id=person, community_id=place.community, until__isnull=True)
    if there.filter(economy_id=place.economy or None).exists():
        raise AlreadyThere
    made = Membership.objects.create(
        person_id=person,
        community_id=place.community,
        economy_id=place.economy or None,
        steward=place.steward,
        since=clock.today(),
        proposed_by=_who(by),
    )
    _note("proposed member", "membership", made.pk, person, place.community, by=by)
    return made.pk


@transaction.atomic
def confirm(membership: UUID, *, by: Reader) -> None:
    """A steward of the community lets the person in, from today on.

    A first steward, where no other can, is let in by the secretariat: by another person than the one who proposed them.
    """
    found = _waiting_or_held(membership)
    if not is_steward(by, found.community_id):
        _require_may_stand_in(found, by)
    _require_other(found.person_id, by)
    if found.confirmed_by is not None:
        raise AlreadyThere
    found.confirmed_by = _who(by)
    found.since = clock.today()
    found.save(update_fields=["confirmed_by", "since"])
    _note("confirmed member", "membership", found.pk, found.person_id, found.community_id, by=by)


@transaction.atomic
def end(membership: UUID, *, by: Reader) -> None:
    """A steward ends a membership or declines a proposal, or the person leaves. It holds at the next request."""
    found = _waiting_or_held(membership)
    if not is_steward(by, found.community_id) and by.person != str(found.person_id):
        raise NotFound
    # The last day is today, and the rights end now: a membership without a confirmation opens nothing.
    found.confirmed_by = None
    found.until = max(clock.today(), found.since)
    found.save(update_fields=["confirmed_by", "until"])
    _note("ended membership", "membership", found.pk, found.person_id, found.community_id, by=by)


@transaction.atomic
def appoint(person: UUID | None, place: ProposedSeat, *, deputy: bool = False, by: Reader) -> UUID:
    """Give the office of focal point to somebody from today on; None keeps the seat and leaves it vacant."""
    _require_place(place)
    if not place.economy:
        raise NotAllowed("economy")
    if not is_steward(by, place.community):
        raise NotAllowed("steward")
    if person is not None:
        _require_other(person, by)
        _require_new_holder(person, place)
    seat = Office.objects.create(
        kind=Office.Kind.FOCAL_POINT,
        community_id=place.community,
        economy_id=place.economy,
        person_id=person,
        deputy=deputy and person is not None,
        since=clock.today(),
    )
    verb = "appointed" if person else "made seat"
    _note(verb, "office", seat.pk, person, place.community, by=by, economy=place.economy, deputy=seat.deputy)
    return seat.pk


@transaction.atomic
def appoint_to_secretariat(person: UUID, *, by: Reader) -> UUID:
    """An administrator or the secretariat gives somebody the secretariat's desk."""
    if not (by.is_secretariat or (by.administrator and by.strong)):
        raise NotAllowed("administrator")
    _require_other(person, by)
    if not Person.objects.filter(pk=person, is_active=True).exists():
        raise NotFound
    if Office.objects.filter(holding_on(clock.today()), kind=Office.Kind.SECRETARIAT, person_id=person).exists():
        raise AlreadyThere
    seat = Office.objects.create(kind=Office.Kind.SECRETARIAT, person_id=person, since=clock.today())
    _note("appointed", "office", seat.pk, person, "", by=by)
    return seat.pk


@transaction.atomic
def vacate(office: UUID, *, by: Reader) -> None:
    """End somebody's time in an office, or one's own. The seat stays and is shown as vacant."""
    found = Office.objects.filter(holding_on(clock.today()), pk=office, person__isnull=False).first()
    if found is None or not (_may_vacate(found, by) or by.person == str(found.person_id)):
        raise NotFound
    person, today = found.person_id, clock.today()
    if found.since < today:
        found.until = today - timedelta(days=1)
    else:  # held since today: there is no day that it was held for
        found.person_id, found.deputy = None, False
    found.save(update_fields=["until", "person", "deputy"])
    _note("vacated", "office", found.pk, person, found.community_id or "", by=by)


def end_all_of(person: UUID) -> None:
    """End every membership, proposal and office of a person, at the next request. Whoever asks for it notes why."""
    today = clock.today()
    seats = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=today), person=person)
    seats.update(confirmed_by=None, until=Greatest(F("since"), Value(today)))
    offices = Office.objects.filter(Q(until__isnull=True) | Q(until__gte=today), person=person)
    offices.filter(since__lt=today).update(until=today - timedelta(days=1))
    offices.filter(since__gte=today).update(person=None, deputy=False)


def _may_vacate(office: Office, by: Reader) -> bool:
    if office.kind == Office.Kind.SECRETARIAT:
        return by.is_secretariat or (by.administrator and by.strong)
    return is_steward(by, office.community_id or "")


def _require_may_stand_in(found: Membership, by: Reader) -> None:
    if not found.steward or not may_stand_in(by, {found.community_id}, person=found.person_id):
        raise NotFound
    if str(found.proposed_by) == by.person:
        raise NotAllowed("second-person")


def _waiting_or_held(membership: UUID) -> Membership:
    found = Membership.objects.select_for_update().filter(pk=membership, until__isnull=True).first()
    if found is None:
        raise NotFound
    return found


def _require_new_holder(person: UUID, place: ProposedSeat) -> None:
    if not Person.objects.filter(pk=person, is_active=True).exists():
        raise NotFound
    seats = Office.objects.filter(holding_on(clock.today()), community=place.community, economy=place.economy)
    if seats.filter(person_id=person).exists():
        raise AlreadyThere


def _require_place(place: ProposedSeat) -> None:
    if not Community.objects.filter(slug=place.community).exists():
        raise NotFound
    if place.economy and not Economy.objects.filter(code=place.economy).exists():
        raise NotFound


def _require_other(person: UUID, by: Reader) -> None:
    if str(person) == by.person:
        raise NotAllowed("yourself")


def _who(by: Reader) -> UUID:
    """Nought for the machine, which is nobody."""
    return UUID(by.person) if by.person else UUID(int=0)


def _note(  # noqa: PLR0913 - the parts of one event
    verb: str, kind: str, target: UUID, person: UUID | None, community: str, *, by: Reader, **more: object
) -> None:
    audit.record(verb, kind, target, by=by, person=str(person or ""), community=community, **more)
