"""Which of the activities that a reader sees say the same in other words: by what their texts mean, in any language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from egnatia import overlap
from egnatia.activities.activities.columns import first_day, last_day
from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.reader import Reader
from egnatia.overlap.rows import likenesses, meaning
from egnatia.overlap.window import Window

MOST_ALIKE = 100  # of them, that are compared closely
SHARE_OF_TIME = 0.2  # what equal dates count, where equal texts count 1


@dataclass(frozen=True, slots=True)
class SimilarActivities:
    """How alike each is, 0..1, and those to compare closely, the most alike first."""

    likeness: Mapping[UUID, float]
    first: tuple[UUID, ...]


def alike(facts: overlap.ActivityFacts, *, reader: Reader, not_apart: Q) -> SimilarActivities:
    """In the economies of `facts`, of what `reader` sees."""
    seen = Activity.visible_to(reader).filter(not_apart, economies__overlap=sorted(facts.economies))
    rows = list(seen.values_list("record_id", "meaning__row", "starts", "ends", "sorted_title"))
    values = likenesses(meaning(facts), [bytes(row or b"") for _, row, *_ in rows])
    likeness = {record: float(value) for (record, *_), value in zip(rows, values, strict=True)}
    own = _window(first_day(facts.start), last_day(facts.end))
    rank = {
        record: likeness[record] + SHARE_OF_TIME * _together(own, _window(starts, ends))
        for record, _, starts, ends, _ in rows
    }
    titles = {record: title for record, *_, title in rows}
    return SimilarActivities(
        likeness, tuple(sorted(rank, key=lambda each: (-rank[each], titles[each], each))[:MOST_ALIKE])
    )


def _window(start: date | None, end: date | None) -> Window | None:
    """None where begin or end is not stated, or the end comes first."""
    return Window(start.toordinal(), end.toordinal()) if start and end and start <= end else None


def _together(own: Window | None, other: Window | None) -> float:
    return own.in_common(other) if own and other else 0.0
