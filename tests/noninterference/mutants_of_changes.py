"""Leaks planted in what changed since somebody last looked, and in the filters that people keep."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from egnatia.kernel import changes, clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.people.changes import queries as looked
from egnatia.people.filters import queries as filters
from egnatia.people.filters.models import SavedFilter
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries import step_changes
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.operations import Operation

Whatever = Any  # what the product passes


@mutant("people:changes", "start:home")
def changes_of_everybody() -> Iterator[None]:
    """The number of things that changed counts those that the reader does not see."""

    def leaking(_reader: Reader, _column: str, *_kinds: str) -> Q:
        return Q(withdrawn_at__isnull=True)

    with patched(changes, "seen", leaking):
        yield


@mutant("people:changes")
def the_moment_of_the_last_change() -> Iterator[None]:
    """The page says until when it tells: the moment at which anything changed last."""

    class Clock:
        @staticmethod
        def now() -> datetime:
            there = Record.objects.filter(changed_at__lte=clock.now())  # what the stage began with is of another time
            last: datetime | None = there.aggregate(last=Max("changed_at"))["last"]
            return last or clock.now()

    with patched(looked, "clock", Clock):
        yield


@mutant("people:changes", "start:home", misses=("hand in answers", "clear round"), knows="open round")
def steps_of_other_participants() -> Iterator[None]:
    """What happened to the answers of an economy counts for whoever reads the round."""

    def leaking(_reader: Reader) -> Whatever:
        return Participant.objects.order_by("pk")

    with patched(step_changes, "participants_seen_by", leaking):
        yield


@mutant("people:filters", "start:home", "people:filter", misses=("save filter",))
def filters_of_everybody() -> Iterator[None]:
    """Whoever keeps filters reads those of others."""

    def leaking(_reader: Reader) -> Whatever:
        return SavedFilter.objects.all()

    with patched(filters, "own", leaking):
        yield


def _their_own(case: Case, hidden: Operation) -> bool:
    return case.who.username == hidden.by.username


@mutant("people:filters", "start:home", "people:filter", misses=("save filter",), would=_their_own)
def filters_kept_with_the_second_step() -> Iterator[None]:
    """A session without the second step shows what was kept in one that had it."""

    def leaking(reader: Reader) -> Whatever:
        return SavedFilter.objects.filter(person=UUID(reader.person) if reader.person else None)

    with patched(filters, "own", leaking):
        yield


@mutant("people:letters", "people:filters", misses=("store",), knows="save filter")
def news_in_filters_of_what_is_hidden() -> Iterator[None]:
    """Whoever watches a filter is told of all that is in the list, whether or not they may see it."""

    def leaking(rows: Whatever, _reader: Reader, since: datetime) -> Whatever:
        found = rows.model.objects.filter(record__changed_at__gt=since)
        return found.select_related("record").order_by("pk")

    with patched(filters, "_changed", leaking):
        yield
