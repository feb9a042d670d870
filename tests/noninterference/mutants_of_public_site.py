"""Leaks planted in the public site: a hidden record on a page, in a feed, the map, a number, a picture."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.library.help_services.models import HelpService
from egnatia.public.portal import doors, parts, views
from egnatia.public.portal.queries import doors as asked
from egnatia.public.portal.queries import help_services, work
from tests.library.worlds import LIBRARY_WORLDS
from tests.noninterference.kinds import written
from tests.noninterference.mutants import mutant, patched

Whatever = Any  # what the product passes


def got(place: object, name: str) -> Whatever:
    """What a module uses under this name, which it has from another."""
    return getattr(place, name)


LIBRARY = tuple(map(written, LIBRARY_WORLDS))
FED = tuple(each for each in LIBRARY if not each.endswith(("page", "help-service", "campaign")))


@mutant("public:topic", "public:economy", misses=FED)
def hidden_records_of_a_topic() -> Iterator[None]:
    """The parts of a page take their records from all that there are."""
    true = got(parts, "cards")

    def leaking(_reader: Reader, *given: Whatever, **named: Whatever) -> Whatever:
        return true(SYSTEM, *given, **named)

    with patched(parts, "cards", leaking):
        yield


@mutant("public:topic-feed", "public:economy-feed", misses=FED)
def feed_of_everybody() -> Iterator[None]:
    """The feed has entries that its reader does not see."""
    true = got(doors, "entries_of")

    def leaking(_reader: Reader, **named: Whatever) -> Whatever:
        return true(SYSTEM, **named)

    with patched(doors, "entries_of", leaking):
        yield


@mutant("public:sitemap", misses=LIBRARY)
def map_of_everything() -> Iterator[None]:
    """The map of the site lists pages that a visitor does not have."""
    true = got(doors, "mapped_records")

    def leaking(_reader: Reader) -> Whatever:
        return true(SYSTEM)

    with patched(doors, "mapped_records", leaking):
        yield


@mutant("public:sitemap", misses=LIBRARY)
def newest_change_in_the_map() -> Iterator[None]:
    """The days in the map are those of all records."""
    true = got(doors, "mapped_records")

    def leaking(reader: Reader) -> Iterator[Whatever]:
        last = max((each.changed_at for each in true(SYSTEM)), default=None)
        yield from (asked.MappedRecord(each.path, last or each.changed_at) for each in true(reader))

    with patched(doors, "mapped_records", leaking):
        yield


@mutant("start:home", "public:work", "public:topics", "public:economies")
def numbers_of_everything() -> Iterator[None]:
    """Tiles and sentences count activities that the reader does not see."""
    true = work.work_seen_by

    def leaking(_reader: Reader, names: Whatever) -> Whatever:
        return true(SYSTEM, names)

    with patched(views, "work_seen_by", leaking):
        yield


@mutant("public:picture", misses=LIBRARY)
def picture_of_a_hidden_record() -> Iterator[None]:
    """Whoever guesses the address of a record sees its title on the picture beside its link."""
    true = got(doors, "door_of")

    def leaking(_reader: Reader, kind: str, record: UUID) -> Whatever:
        return true(SYSTEM, kind, record)

    with patched(doors, "door_of", leaking):
        yield


@mutant("public:worried", "public:economy", misses=("write help-service",))
def services_that_nobody_published() -> Iterator[None]:
    """Whom to call is taken from every help service, whoever may see it, whoever runs it."""

    def leaking(_reader: Reader) -> Whatever:
        rows = HelpService.visible_to(SYSTEM).select_related("record__confirmation")
        return rows.order_by("record_id")

    with patched(help_services, "_callable", leaking):
        yield


@mutant("public:economy", "public:topic", misses=("write contact-point",))
def contact_points_of_everybody() -> Iterator[None]:
    """A page names contact points that the reader does not see."""
    true = got(work, "ContactPoint").visible_to

    def leaking(_reader: Reader) -> Whatever:
        return true(SYSTEM)

    with patched(work, "ContactPoint", SimpleNamespace(visible_to=leaking)):
        yield


@mutant("public:around", misses=("need",))
def needs_of_everybody_around() -> Iterator[None]:
    """What is asked of a place is answered with needs that the reader does not see."""
    true = got(views, "needs_of")

    def leaking(_reader: Reader, *given: Whatever, **named: Whatever) -> Whatever:
        return true(SYSTEM, *given, **named)

    with patched(views, "needs_of", leaking):
        yield
