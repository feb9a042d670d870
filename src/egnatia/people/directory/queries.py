"""Communities and who sits in them, as far as a reader may know it."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.memberships import is_steward, may_propose, may_stand_in
from egnatia.kernel.models import Community, Membership, Office, Organisation, Person
from egnatia.kernel.readers import holding_on
from egnatia.people.directory.rules import CommunityCard, Directory, EconomySeat, Holder, Member
from egnatia.people.marking.queries import Option, options_for
from egnatia.taxonomy.forum import forum, in_language


@dataclass(frozen=True, slots=True)
class CommunityPage:
    """A community. `members` is None where its directory is not the reader's.

    `first_stewards` wait for the secretariat, this reader being of it: the community has nobody who could confirm them.
    """

    card: CommunityCard
    members: tuple[Member, ...] | None
    seats: tuple[EconomySeat, ...]
    first_stewards: tuple[Member, ...]
    steward: bool
    may_propose: bool
    day: date


def directory_for(reader: Reader) -> Directory:
    """All communities, the secretariat's desk, and the reader's own colleagues."""
    own = {seat.community for seat in reader.seats}
    cards = tuple(_card(community, own) for community in Community.objects.all())
    desk = Office.objects.filter(holding_on(clock.today()), kind=Office.Kind.SECRETARIAT, person__is_active=True)
    holders = sorted(set(desk.values_list("person__name", flat=True)))
    return Directory(communities=cards, secretariat=tuple(holders), colleagues=_colleagues(reader))


def _colleagues(reader: Reader) -> tuple[str, ...] | None:
    if not reader.strong:
        return None
    staff = Person.objects.filter(
        organisation=UUID(reader.organisation), is_active=True, confirmed_at__isnull=False
    ).order_by("name", "pk")
    return tuple(staff.values_list("name", flat=True))


def _card(community: Community, own: set[str]) -> CommunityCard:
    return CommunityCard(
        slug=community.slug,
        name=in_language(community.names),
        purpose=in_language(community.purpose),
        closed=community.closed,
        accepts=community.accepts_submissions,
        mine=community.slug in own,
    )


def community_for(reader: Reader, slug: str) -> CommunityPage:
    """The community's page: members are named to its members only, seats to everybody who is signed in."""
    community = Community.objects.filter(slug=slug).first()
    if community is None:
        raise NotFound
    card = _card(community, {seat.community for seat in reader.seats})
    knows = reader.strong and card.mine
    return CommunityPage(
        card=card,
        members=_members(reader, slug) if knows else None,
        seats=_seats(slug, knows=knows),
        first_stewards=_first_stewards(reader, slug),
        steward=is_steward(reader, slug),
        may_propose=may_propose(reader, slug),
        day=clock.today(),
    )


def _members(reader: Reader, slug: str) -> tuple[Member, ...]:
    """Those who sit there today, then, for a steward, those who wait to be confirmed."""
    rows = Membership.objects.filter(holding_on(clock.today()), community=slug, person__is_active=True)
    if not is_steward(reader, slug):
        rows = rows.filter(confirmed_by__isnull=False)
    return _named_members(reader, rows.filter(until__isnull=True))


def _first_stewards(reader: Reader, slug: str) -> tuple[Member, ...]:
    if not reader.is_secretariat or is_steward(reader, slug):
        return ()
    waiting = Membership.objects.filter(community=slug, steward=True, confirmed_by__isnull=True, until__isnull=True)
    found = _named_members(reader, waiting.filter(person__is_active=True))
    persons = dict(waiting.values_list("pk", "person"))
    return tuple(each for each in found if may_stand_in(reader, {slug}, person=persons[each.id]))


def _named_members(reader: Reader, rows: QuerySet[Membership]) -> tuple[Member, ...]:
    found = list(rows.select_related("person").order_by("person__name", "pk"))
    visible = Organisation.visible_to(reader).filter(pk__in={row.person.organisation_id for row in found})
    organisations = dict(visible.values_list("pk", "name"))
    economies = {economy.code: economy.name for economy in forum().economies}
    return tuple(
        Member(
            id=row.pk,
            name=row.person.name,
            organisation=organisations.get(row.person.organisation_id, ""),
            economy=economies.get(row.economy_id or "", ""),
            steward=row.steward,
            since=row.since,
            waiting=row.confirmed_by is None,
            myself=str(row.person_id) == reader.person,
        )
        for row in found
    )


def _seats(slug: str, *, knows: bool) -> tuple[EconomySeat, ...]:
    """The seats of the focal points in the forum's order. One that nobody holds today is vacant, no more is said."""
    rows = Office.objects.filter(kind=Office.Kind.FOCAL_POINT, community=slug)
    there = set(rows.values_list("economy", flat=True))
    today = rows.filter(holding_on(clock.today()), person__is_active=True).select_related("person")
    held: dict[str, list[Holder]] = {}
    for row in today.order_by("deputy", "person__name", "pk"):
        held.setdefault(row.economy_id or "", []).append(_holder(row))
    return tuple(
        EconomySeat(economy.code, economy.name, tuple(held.get(economy.code, ())) if knows else None)
        for economy in forum().economies
        if economy.code in there
    )


def _holder(row: Office) -> Holder:
    assert row.person is not None  # the rows are those of active persons
    return Holder(row.pk, row.person.name, deputy=row.deputy, since=row.since)


def persons_to_name(reader: Reader) -> tuple[Option, ...]:
    """Whom a reader may propose or appoint: everybody for those who invite, else the people they may know."""
    if reader.is_secretariat or (reader.administrator and reader.strong):
        people = Person.objects.filter(is_active=True).exclude(pk=reader.person).order_by("name", "pk")
        return tuple(Option(str(pk), f"{name} ({username})") for pk, name, username in _named(people))
    return options_for(reader).persons


def _named(people: QuerySet[Person]) -> "QuerySet[Person, tuple[UUID, str, str]]":
    return people.values_list("pk", "name", "username")
