"""Leaks planted on purpose in what others announce to an economy, and in what it says to that."""

from collections.abc import Iterator
from typing import Any

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.needs.responses import queries
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import everywhere, mutant
from tests.noninterference.operations import ECONOMIES, Operation

PLANNED = 3  # every third variant of an activity is a plan, in the first economy


def _on_a_plan(case: Case, hidden: Operation) -> bool:
    """A word that was taken: what waits for none is told to nobody."""
    stored = [step for step in case.known if step.key == hidden.key and step.verb in ("store", "change")]
    planned = bool(stored) and all(step.variant % PLANNED == 0 for step in stored)
    return planned and hidden.by.focal_point_of == ECONOMIES[0]


def _planned_in_their_economy(case: Case, hidden: Operation) -> bool:
    return hidden.variant % PLANNED == 0 and case.who.focal_point_of == ECONOMIES[0]


@mutant("activities:activity", misses=("word",), beside=True, would=_on_a_plan)
def words_of_economies() -> Iterator[None]:
    """What an economy said of a plan is told to whoever sees the plan, a visitor too."""
    true = queries.words_about

    def leaking(_reader: Reader, records: Any, names: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, records, names)

    with everywhere("words_about", queries, leaking):
        yield


@mutant("start:home", would=_planned_in_their_economy)
def announced_queue() -> Iterator[None]:
    """The queue of a focal point counts plans that they cannot see."""

    def leaking(reader: Reader) -> tuple[int, int]:
        found = Activity.objects.filter(status="pipeline", economies__overlap=sorted(reader.focal_economies()))
        return found.count() + 2, 0  # never one alone, which would be named

    with everywhere("waiting_counts", queries, leaking):
        yield
