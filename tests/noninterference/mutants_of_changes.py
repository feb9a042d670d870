"""Leaks planted in what changed since somebody last looked, and in the filters that people keep."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q

from egnatia.exchange.week import queries as week
from egnatia.kernel import changes, clock
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.models import Record
from egnatia.people.changes import queries as looked
from egnatia.people.filters import queries as filters
from egnatia.people.filters.models import SavedFilter
from egnatia.proposals.models import ProposalWatch
from egnatia.proposals.queries import candidates, watches
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries import step_changes
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import mutant, patched
from tests.noninterference.operations import Operation
from tests.noninterference.oracle import WEEK_NOTE

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


@mutant("people:letters", misses=("store",), knows="save filter")
def similar_to_a_proposal_and_hidden() -> Iterator[None]:
    """Whoever watches a proposal is told of every activity like it, whether or not they may see it."""
    true, new = candidates.compared, watches._new  # noqa: SLF001 - what the product uses itself

    def compared(facts: Whatever, *, reader: Reader) -> Whatever:
        assert reader
        return true(facts, reader=SYSTEM)

    with patched(watches, "compared", compared), patched(watches, "_new", lambda _reader, since: new(SYSTEM, since)):
        yield


@mutant("proposals:watches", misses=("save filter",))
def watched_proposals_of_everybody() -> Iterator[None]:
    """Whoever watches a proposal reads those of others."""

    def leaking(_reader: Reader) -> Whatever:
        return ProposalWatch.objects.all()

    with patched(watches, "own_watches", leaking):
        yield


@mutant("exchange:week", "exchange:week-feed", misses=(WEEK_NOTE,))
def introductions_of_everybody() -> Iterator[None]:
    """What is written on top of the week is shown to whoever opens it, or has its feed."""
    true = week.notes_of

    def leaking(_reader: Reader, monday: Whatever) -> Whatever:
        return true(SYSTEM, monday)

    with patched(week, "notes_of", leaking):
        yield


@mutant("exchange:week-feed", misses=("write notice",))
def a_feed_of_everything() -> Iterator[None]:
    """The feed tells of what changed for everybody, not for whom its address is."""
    true = looked.newest_by_kind

    def leaking(_reader: Reader, since: Whatever, *, most: int) -> Whatever:
        return true(SYSTEM, since, most=most)

    with patched(week, "newest_by_kind", leaking):
        yield
