"""Builders for tests: say only what the test is about."""

from datetime import date
from uuid import UUID

from egnatia.kernel import clock, ids
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.models import Community, Membership, Office, Organisation, OrganisationType, Person, Record
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import VersionContent, grant, unsaved

CLEAR = Marking(Tlp.CLEAR)
GREEN = Marking(Tlp.GREEN)
STRICT = Marking(Tlp.AMBER_STRICT)
RED = Marking(Tlp.RED)
LONG_AGO = date(2020, 1, 1)


def amber(*communities: str, economies: tuple[str, ...] = (), organisations: tuple[str, ...] = ()) -> Marking:
    return Marking(
        Tlp.AMBER,
        communities=frozenset(communities),
        economies=frozenset(economies),
        organisations=frozenset(organisations),
    )


def organisation(
    name: str = "Ura (demo)",
    *,
    marking: Marking = CLEAR,
    owner: str = "",
    secretariat: bool = False,
    sort: OrganisationType = OrganisationType.OTHER,
) -> Organisation:
    """An organisation. It owns itself unless `owner` says otherwise."""
    own = ids.new_id()
    record = unsaved("organisation", VersionContent(title={"en": name}), marking, by=SYSTEM, owner=owner or str(own))
    record.pk = own
    record.save(force_insert=True)
    made = Organisation.objects.create(record=record, name=name, is_secretariat=secretariat, type=sort)
    grant(record)
    return made


def community(slug: str = "focal-points", *, closed: bool = False, accepts: bool = False) -> Community:
    return Community.objects.get_or_create(
        slug=slug, defaults={"names": {"en": slug.title()}, "closed": closed, "accepts_submissions": accepts}
    )[0]


def person(username: str, *, at: Organisation | None = None, **fields: bool) -> Person:
    made = Person(
        username=username,
        name=f"{username} (demo)",
        organisation=at or organisation(f"{username}'s house (demo)"),
        confirmed_at=clock.now(),
        **fields,
    )
    made.set_unusable_password()
    made.save()
    return made


def seat(who: Person, where: str, *, economy: str | None = None, steward: bool = False) -> Membership:
    return Membership.objects.create(
        person=who,
        community=community(where),
        economy_id=economy,
        steward=steward,
        since=LONG_AGO,
        proposed_by=ids.new_id(),
        confirmed_by=ids.new_id(),
    )


def office(who: Person | None, kind: str, *, where: str | None = None, economy: str | None = None) -> Office:
    return Office.objects.create(
        person=who, kind=kind, community=community(where) if where else None, economy_id=economy, since=LONG_AGO
    )


def reader(  # the person behind it is made too
    username: str = "reader",
    *,
    at: Organisation | None = None,
    seats: tuple[str | tuple[str, str], ...] = (),
    focal_point: tuple[str, str] | None = None,
    secretariat: bool = False,
    strong: bool = True,
) -> Reader:
    """A signed-in reader; `seats` are communities or (community, economy) pairs."""
    who = person(username, at=at)
    for place in seats:
        slug, economy = (place, None) if isinstance(place, str) else place
        seat(who, slug, economy=economy)
    if focal_point:
        office(who, "F", where=focal_point[0], economy=focal_point[1])
    if secretariat:
        office(who, "S")
    return reader_of(who, strong=strong)


def record(kind: str = "note", *, by: Reader, marking: Marking = CLEAR, key: str | None = None) -> Record:
    """An envelope without a table of its own, for tests of the kernel."""
    from egnatia.kernel.records import create

    return create(kind, VersionContent(body={"said": kind}), marking, by=by, natural_key=key)


def uuid(number: int) -> UUID:
    return UUID(int=number)
