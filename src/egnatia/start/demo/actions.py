"""Loading the demo and taking it away again: each one transaction, and one audit event if anything changed."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.models import Activity, fresh_statistics
from egnatia.activities.activities.storage import activities_stored
from egnatia.kernel import clock, records
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person, Record
from egnatia.kernel.readers import reader_named
from egnatia.kernel.records import audit
from egnatia.kernel.rooms import rooms
from egnatia.matching.actions import compare_waiting, state_position
from egnatia.matching.models import Match, Position
from egnatia.matching.rules import match_id
from egnatia.start.demo import accounts, bodies, fixtures, needs, reports, rounds, works
from egnatia.start.demo.bodies import natural_key, organisations
from egnatia.start.demo.fixtures import DemoView

SECRETARIAT = bodies.SECRETARIAT


@dataclass(frozen=True, slots=True)
class DemoCounts:
    """How many rows of each sort a run made or changed."""

    organisations: int = 0
    communities: int = 0
    users: int = 0
    activities: int = 0
    changed: int = 0
    restored: int = 0
    views: int = 0
    needs: int = 0
    reports: int = 0
    rounds: int = 0
    further: int = 0  # of other domains

    def __bool__(self) -> bool:
        return self != DemoCounts()


@transaction.atomic
def install() -> DemoCounts:
    """Make whatever of the demo is missing. A second run changes nothing; what was taken away by `remove` returns."""
    returning = not Person.objects.filter(is_demo=True).exists()
    organisations = bodies.found_organisations()
    communities = bodies.found_communities()
    users = accounts.sit_down() + (accounts.reopen() if returning else 0)
    restored = _restore() if returning else 0
    activities, changed = works.store_all()
    views = _compare()
    stated, announced = needs.state_all(), reports.announce_all()
    opened = rounds.open_all()
    brought = works.bring_in_all()
    further = brought + sum(each.load(returning) for room in rooms() for each in room.demos)
    numbers = (organisations, communities, users, activities, changed, restored, views, stated, announced)
    difference = DemoCounts(*numbers, opened, further)
    if difference:
        _tell("loaded", by=reader_named(SECRETARIAT), activities=activities, changed=changed, restored=restored)
        fresh_statistics()  # people look at once: a database that takes its tables for empty plans badly
    return difference


@transaction.atomic
def remove() -> int:
    """Withdraw the demo's activities, needs, announcements and round and close its accounts; how many activities.

    Nothing is deleted. Organisations and communities stay, since others may use them by now.
    """
    if not Person.objects.filter(is_demo=True).exists():
        return 0
    officer = reader_named(SECRETARIAT)
    there = [record for record in works.stored() if record.withdrawn_at is None]
    kept = (*needs.stored(), *reports.stored(), *rounds.stored(), *works.imported())
    stated = [record for record in kept if record.withdrawn_at is None]
    for record in (*there, *stated):
        records.withdraw(record, by=works.originator_of(record))
    for each in (each for room in rooms() for each in reversed(room.demos)):
        each.remove()
    _tell("removed", by=officer, activities=len(there), needs=len(stated))
    activities_stored.send(sender=Activity, ids=[record.pk for record in there])
    accounts.close()
    return len(there)


def _compare() -> int:
    """As if three weeks ago: members see matches only after their owners had ten working days. How many views the
    owners state then."""
    then = clock.now() - timedelta(weeks=3)
    with clock.time_from(lambda: then):
        compare_waiting()
        return _state_all()


def _restore() -> int:
    gone: list[Record] = [record for record in works.stored() if record.withdrawn_at]
    kept = (*needs.stored(), *reports.stored(), *rounds.stored(), *works.imported())
    unsaid = [record for record in kept if record.withdrawn_at]
    for record in (*gone, *unsaid):
        records.restore(record, by=works.originator_of(record))
    activities_stored.send(sender=Activity, ids=[record.pk for record in gone])
    return len(gone)


def _tell(verb: str, *, by: Reader, **numbers: int) -> None:
    audit.record(verb, "demo", "demo", by=by, **numbers)


def _state_all() -> int:
    """State the views of the stories' owners whose match is there and on which their organisation never said anything,
    through the action that everybody uses; how many."""
    stored = {record.natural_key: record.pk for record in works.stored()}
    by_name = organisations()
    return sum(_state(view, stored, by_name[view.by]) for view in fixtures.views())


def _state(view: DemoView, stored: dict[str | None, UUID], organisation: UUID) -> bool:
    match = match_id(stored[natural_key(view.left)], stored[natural_key(view.right)])
    # One that was taken back since stays so.
    spoken = Position.objects.filter(match=match, record__owner=organisation).exists()
    if spoken or not Match.objects.filter(pk=match, gone_at__isnull=True).exists():
        return False
    state_position(match, view.verdict, view.note, by=reader_named(accounts.writers()[view.by]))
    return True
