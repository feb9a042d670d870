"""Who exactly will see this, and why: a marking put into groups of people, named where the asker may know them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q, QuerySet

from egnatia.kernel import clock
from egnatia.kernel.access import tokens
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Membership, Office, Organisation, Person
from egnatia.kernel.readers import holding_on
from egnatia.kernel.request_cache import once_per_request


@dataclass(frozen=True, slots=True)
class Group:
    """One part of an audience. `people` is None where the asker may not see that directory.

    `code`: public, members, community, whole-community, economy, organisation-in-community, organisation, focal-point,
    secretariat, person. An office that nobody holds today has no people and `vacant`.
    """

    code: str
    community: str = ""
    economy: str = ""
    organisation: str = ""
    people: tuple[str, ...] | None = None
    vacant: bool = False


def audience_of(marking: Marking, *, owner: str, author: str, asker: Reader) -> tuple[Group, ...]:
    """The groups that `marking` opens a record to, in a fixed order, as `asker` may know them."""
    granted = sorted(marking.tokens(owner=owner, author=author), key=_order)
    return tuple(group_of(token, asker=asker) for token in granted)


def _order(token: str) -> tuple[int, str]:
    return ("PMGAFSOU".index(token[0]), token)


def group_of(token: str, *, asker: Reader) -> Group:
    """Those that one token opens a record to, as `asker` may know them."""
    head, *rest = token.split(":")
    if head == "P":
        return Group("public")
    if head == "M":
        return Group("members")
    if head == "S":
        return _of_office(Group("secretariat"), {"kind": "S"}, known=not asker.is_anonymous)
    if head == "O":
        return _of_organisation(rest[0], asker)
    if head == "U":
        return Group("person", people=tuple(Person.objects.filter(pk=rest[0]).values_list("name", flat=True)))
    return _in_community(head, rest, asker)


def _in_community(head: str, rest: list[str], asker: Reader) -> Group:
    slug = rest[0]
    known = _knows_members(slug, asker)
    place = Group("community", community=slug)
    if head == "F":
        office = {"kind": "F", "community": slug, "economy": rest[1]}
        return _of_office(replace(place, code="focal-point", economy=rest[1]), office, known=known)
    if head == "G" or rest[1] == "*":
        return _of_members(place, {}, known=known)
    if rest[1] == "e":
        return _of_members(replace(place, code="economy", economy=rest[2]), {"economy": rest[2]}, known=known)
    named = replace(place, code="organisation-in-community", organisation=_organisation_name(rest[2], asker))
    return _of_members(named, {"person__organisation": rest[2]}, known=known)


def _knows_members(slug: str, asker: Reader) -> bool:
    """The directory of a community is its members' own."""
    return asker.strong and any(seat.community == slug for seat in asker.seats)


def _of_members(group: Group, condition: dict[str, str], *, known: bool) -> Group:
    if not known:
        return group
    seats = Membership.objects.filter(holding_on(clock.today()), community=group.community, **condition)
    sitting = seats.filter(confirmed_by__isnull=False, person__is_active=True, person__confirmed_at__isnull=False)
    return replace(group, people=tuple(sorted(set(sitting.values_list("person__name", flat=True)))))


def _of_office(group: Group, condition: dict[str, str], *, known: bool) -> Group:
    if not known:
        return group
    there = {"person__is_active": True, "person__confirmed_at__isnull": False}
    holders = Office.objects.filter(holding_on(clock.today()), **there, **condition)
    names = tuple(sorted(set(holders.values_list("person__name", flat=True))))
    return replace(group, people=names, vacant=not names)


def _of_organisation(organisation: str, asker: Reader) -> Group:
    named = Group("organisation", organisation=_organisation_name(organisation, asker))
    if organisation != asker.organisation or not asker.strong:
        return named
    staff = Person.objects.filter(
        organisation_id=UUID(organisation), is_active=True, confirmed_at__isnull=False
    ).values_list("name", flat=True)
    return replace(named, people=tuple(sorted(staff)))


def organisation_names(asker: Reader, organisations: Iterable[str]) -> dict[str, str]:
    """By identifier, of those that the asker may know of; each is read once per request."""
    wanted, known = set(organisations), _known_names(asker)
    missing = wanted - known.keys()
    if missing:
        found = Organisation.visible_to(asker).filter(pk__in=missing).values_list("pk", "name")
        known |= dict.fromkeys(missing, "") | {str(pk): name for pk, name in found}
    return {each: known[each] for each in wanted if known[each]}


@once_per_request
def _known_names(asker: Reader) -> dict[str, str]:  # noqa: ARG001 - whose request it is
    return {}


def _organisation_name(organisation: str, asker: Reader) -> str:
    """Empty where the asker may not know of the organisation; pages then say "another organisation"."""
    return organisation_names(asker, [organisation]).get(organisation, "")


def holders(granted: Collection[str]) -> QuerySet[Person]:
    """The people with an account of their own whom these tokens open a record to today, once they have signed in with
    their second factor. One condition of one query, however many they are.
    """
    held = Q(pk__in=[])
    for token in sorted(granted):
        trusted = Q() if tokens.is_basic(token) else Q(unconfirmed_since__isnull=True)
        held |= _holding(token) & trusted
    return Person.objects.filter(held, is_active=True, confirmed_at__isnull=False)


def named_to(asker: Reader) -> QuerySet[Person]:
    """The people whose names the asker may see: in the directories of their groups, of their organisation and of the
    secretariat. One query.
    """
    if asker.is_anonymous or not asker.strong:
        return Person.objects.none()
    groups = {tokens.community(seat.community) for seat in asker.seats}
    return holders({tokens.SECRETARIAT, tokens.organisation(asker.organisation), *groups})


def _holding(token: str) -> Q:
    head, *rest = token.split(":")
    if token in (tokens.PUBLIC, tokens.MEMBERS):
        return Q(pk__isnull=False)
    if head in ("U", "O"):
        return Q(pk=rest[0]) if head == "U" else Q(organisation=rest[0])
    offices = Office.objects.filter(holding_on(clock.today()), person__isnull=False)
    if head == "S":
        return Q(pk__in=offices.filter(kind=Office.Kind.SECRETARIAT).values("person"))
    offices = offices.filter(kind=Office.Kind.FOCAL_POINT, community=rest[0])
    if head == "F":
        return Q(pk__in=offices.filter(economy=rest[1]).values("person"))
    seats = Membership.objects.filter(holding_on(clock.today()), community=rest[0], confirmed_by__isnull=False)
    narrowed = Q(economy=rest[2]) if rest[1:2] == ["e"] else Q()
    sitting = Q(pk__in=seats.filter(narrowed).values("person"))
    sitting |= Q(pk__in=offices.filter(narrowed).values("person"))
    return sitting & (Q(organisation=rest[2]) if rest[1:2] == ["a"] else Q())
