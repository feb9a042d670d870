"""One view of civil society as its page shows it."""

from dataclasses import dataclass
from uuid import UUID

from egnatia.commitments.civil_society_views.queries.visible import ObservationRow, observation_row, rows_of
from egnatia.commitments.follow_ups.queries import follow_up_row, words_for
from egnatia.commitments.follow_ups.rows import FollowUpRow
from egnatia.commitments.follow_ups.rows import row_of as follow_up_as_shown
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.kernel.records.lifecycle import Standing, standing_of


@dataclass(frozen=True, slots=True)
class ObservationPage:
    row: ObservationRow
    follow_up: FollowUpRow
    standing: Standing


def page_of(reader: Reader, record: UUID, names: ForumNames) -> ObservationPage:
    """Raises NotFound where there is none that the reader sees.

    Without a history: a view is never changed, and its one version names the person who filed it.
    """
    found = observation_row(reader, record)
    (row,) = rows_of(reader, [found], names)
    return ObservationPage(
        row, said_to(reader, found.follow_up_id, names), standing_of(reader, found.record, writable=row.own)
    )


def said_to(reader: Reader, follow_up: UUID, names: ForumNames) -> FollowUpRow:
    """The follow-up that a view is on. Raises NotFound where the reader sees none."""
    found = follow_up_row(reader, follow_up)
    return follow_up_as_shown(found, words_for(reader, names, [found]))
