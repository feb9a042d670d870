"""Who exactly will see this, and why: a marking put into groups of people, named where the asker may know them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from egnatia.kernel import clock
from egnatia.kernel.access import tokens
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Membership, Office, Organisation, Person, Record, hanging
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
        return _of_office(Group("secretariat"), token, known=not asker.is_anonymous)
    if head == "O":
        named = Group("organisation", organisation=_organisation_name(rest[0], asker))
        return _with_people(named, token, known=asker.strong and rest[0] == asker.organisation)
    if head == "U":
        return _with_people(Group("person"), token, known=True)
    return _in_community(token, head, rest, asker)


def _in_community(token: str, head: str, rest: list[str], asker: Reader) -> Group:
    slug = rest[0]
    known = _knows_members(slug, asker)
    place = Group("community", community=slug)
    if head == "F":
        return _of_office(replace(place, code="focal-point", economy=rest[1]), token, known=known)
    if head == "G" or rest[1] == "*":
        return _with_people(place, token, known=known)
    if rest[1] == "e":
        return _with_people(replace(place, code="economy", economy=rest[2]), token, known=known)
    named = replace(place, code="organisation-in-community", organisation=_organisation_name(rest[2], asker))
    return _with_people(named, token, known=known)


def _knows_members(slug: str, asker: Reader) -> bool:
    """The directory of a community is its members' own."""
    return asker.strong and any(seat.community == slug for seat in asker.seats)


def _with_people(group: Group, token: str, *, known: bool) -> Group:
    """Named are those who can open it, by the one rule that alerts are sent by too."""
    if not known:
        return group
    return replace(group, people=tuple(sorted(set(holders({token}).values_list("name", flat=True)))))


def _of_office(group: Group, token: str, *, known: bool) -> Group:
    found = _with_people(group, token, known=known)
    return replace(found, vacant=found.people == ())


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


def grounds_of(record: Record) -> list[Record]:
    """What a record hangs on: whoever does not see all of that does not see the record."""
    model = hanging().get(record.kind)
    row: Any = model.objects.filter(pk=record.pk).first() if model else None
    if row is None:
        return []
    held = {getattr(row, f"{name}_id") for name in row.SUPPORTS}
    listed = getattr(row, row.LISTED).values_list("about", flat=True) if row.LISTED else ()
    return list(Record.objects.filter(pk__in={*held, *listed}).defer("search").order_by("pk"))


def readers_of(record: Record) -> QuerySet[Person]:
    """Everybody who may read a record today, with what it hangs on."""
    found = holders(record.tokens)
    for each in grounds_of(record):
        if each.tlp != Tlp.CLEAR:
            found = found.filter(pk__in=holders(each.tokens).values("pk"))
    return found


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
