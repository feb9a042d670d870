"""The reports that the reader's organisation gives: an economy's, or its own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from egnatia.commitments.commitments.queries.visible import rows_of, words_for
from egnatia.commitments.commitments.rules import PAGE
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries.visible import words_for as said_words
from egnatia.commitments.follow_ups.rows import row_of
from egnatia.commitments.follow_ups.rules import Waiting, awaited_since, next_due
from egnatia.commitments.reading.queries.own import OwnLine
from egnatia.kernel import clock
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.pages.paging import Page


@dataclass(frozen=True, slots=True)
class GivenPage(Page[OwnLine]):
    SIZE = PAGE

    number: int


def reports_given(reader: Reader, names: ForumNames, *, page: int) -> GivenPage:
    """What has a day for a report: what is waited for first, then what is due next. Only what the reader sees."""
    records = _in_order(reader)
    begin = (page - 1) * PAGE
    there = FollowUp.visible_to(reader).defer("record__search").in_bulk(records[begin : begin + PAGE])
    shown = [there[record] for record in records[begin : begin + PAGE] if record in there]
    rows = [each for each in shown if may_read(reader, each.record.envelope).allowed]
    agreed = {row.id: row for row in rows_of(reader, [each.commitment_id for each in rows], words_for(names))}
    words = said_words(reader, names, rows)
    lines = tuple(OwnLine(row_of(each, words), agreed[each.commitment_id]) for each in rows)
    return GivenPage(lines, page, len(records) > begin + PAGE, len(records))


def _in_order(reader: Reader) -> list[UUID]:
    rows = FollowUp.visible_to(reader).filter(record__owner=UUID(reader.organisation), due__isnull=False)
    told = rows.order_by("pk").values_list("pk", "due", "recurrence", "reported_on", "due_set_on")
    today = clock.today()
    days: list[tuple[date, UUID]] = []
    for record, *stored in told:
        waiting = Waiting(*stored)
        day = awaited_since(waiting, today) or next_due(waiting.due, waiting.recurrence, today)
        if day:
            days.append((day, record))
    return [record for _day, record in sorted(days)]
