"""Follow-ups with their commitments, in an order given, as far as the reader sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from egnatia.commitments.commitments.queries import rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.commitments.rules import PAGE
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries import words_for as said_words
from egnatia.commitments.follow_ups.rows import FollowUpRow, row_of
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.pages.paging import Page


@dataclass(frozen=True, slots=True)
class Line:
    """What was said, and to which commitment."""

    said: FollowUpRow
    commitment: CommitmentRow


@dataclass(frozen=True, slots=True)
class LinesPage(Page[Line]):
    """One page of lines. `number` is how many there are in all."""

    SIZE = PAGE

    number: int


def lines_of(reader: Reader, records: Sequence[UUID], names: ForumNames) -> tuple[Line, ...]:
    """In the order given. Four queries, whatever there is."""
    seen = FollowUp.visible_to(reader).defer("record__search").in_bulk(list(records))
    found = [seen[record] for record in records if record in seen]
    rows = [each for each in found if may_read(reader, each.record.envelope).allowed]
    agreed = {row.id: row for row in rows_of(reader, [each.commitment_id for each in rows], words_for(names))}
    words = said_words(reader, names, rows)
    return tuple(Line(row_of(each, words), agreed[each.commitment_id]) for each in rows)


def page_of(reader: Reader, records: Sequence[UUID], names: ForumNames, *, page: int) -> LinesPage:
    """One page of all these follow-ups."""
    begin = (page - 1) * PAGE
    shown = records[begin : begin + PAGE]
    return LinesPage(lines_of(reader, shown, names), page, len(records) > begin + PAGE, len(records))
