"""What a list of matches rests on: the activities that the reader sees."""

from dataclasses import dataclass
from datetime import datetime

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import COUNT_CAP, newest


@dataclass(frozen=True, slots=True)
class MatchBasis:
    """`organisations` are those that report, counted where no more than a thousand activities are seen."""

    activities: int
    organisations: int
    newest: datetime | None
    capped: bool


def basis_for(reader: Reader) -> MatchBasis:
    rows = Activity.visible_to(reader).order_by().values_list("organisations__0", flat=True)[: COUNT_CAP + 1]
    organisations = list(rows)
    first = newest(reader, Activity.KIND, limit=1)
    return MatchBasis(
        activities=min(len(organisations), COUNT_CAP),
        organisations=len(set(organisations) - {None, ""}),
        newest=first[0].published_at if first else None,
        capped=len(organisations) > COUNT_CAP,
    )
