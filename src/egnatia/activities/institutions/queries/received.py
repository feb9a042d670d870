"""The visible activities that name a receiving institution, under whatever name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from egnatia import overlap
from egnatia.activities.activities.clashes import days_of
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.visible import newest_of_each, of_listing
from egnatia.activities.activities.stored import facts_of
from egnatia.activities.institutions.rules import Work, working_days
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read

MOST = 1_000  # activities of one institution that are counted
TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Received:
    """An activity with what it asks of the institution. `row` is the stored one, for its row in a list."""

    row: Activity
    facts: overlap.Activity
    work: Work


def received_by(reader: Reader, spellings: Iterable[str]) -> list[Received]:
    """The newest first, one more than `MOST` at most; own measures of an institution are no load on it."""
    rows = newest_of_each(reader).filter(receivers__overlap=sorted(spellings)).exclude(sort="own-measure")
    found = of_listing(rows.order_by("-entered_at", "-record_id"))[: MOST + 1]
    return [_received(row, frozenset(spellings)) for row in found if may_read(reader, row.record.envelope).allowed]


def _received(row: Activity, own: frozenset[str]) -> Received:
    facts = facts_of(row.facts, row.pk)
    work = Work(
        id=row.pk,
        starts=row.starts,
        ends=row.ends,
        days=_days(row, facts),
        event=row.sort == Activity.Sort.EVENT,
        partners=tuple(_partners(facts, own)),
    )
    return Received(row, facts, work)


def _days(row: Activity, facts: overlap.Activity) -> tuple[date, ...]:
    """Days that staff are away for: of an event or a training that says them."""
    stated = days_of(facts)
    if stated is None or (row.sort != Activity.Sort.EVENT and TRAINING not in facts.types):
        return ()
    return working_days(*stated)


def _partners(facts: overlap.Activity, own: frozenset[str]) -> Iterator[str]:
    """Whoever pays, else whoever reports it, and whoever carries it out; each once, the institution itself left out."""
    said = {folded_name(body.name): body.name for body in (facts.funders or facts.reporters) + facts.implementers}
    yield from (name for folded, name in said.items() if folded and folded not in own)
