"""Notes on what a round comes to, as far as a reader sees them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from egnatia.activities.activities.labels import label
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.reporting.snapshots import labels
from egnatia.reporting.snapshots.models import RoundNote
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.visible import own

MOST_NOTES = 500  # of one round


@dataclass(frozen=True, slots=True)
class NoteLine:
    """A note as shown; `mine`: their organisation may withdraw it."""

    id: UUID
    sort: str
    text: str
    carried_out_by: str
    due: date | None
    by: str
    organisation: str
    at: datetime
    tlp: str
    mine: bool

    @property
    def sort_words(self) -> str:
        return label(labels.SORT, self.sort)


def notes_seen_by(reader: Reader, round: UUID) -> tuple[NoteLine, ...]:  # noqa: A002 - its name
    """In the order in which they were written. One query."""
    rows = RoundNote.visible_to(reader).filter(round=round).order_by("at", "pk")[:MOST_NOTES]
    return tuple(line_of(reader, row) for row in rows)


def note_row(reader: Reader, record: UUID) -> RoundNote:
    """Raises NotFound where there is none that the reader sees."""
    found = RoundNote.visible_to(reader).filter(pk=record).first()
    if not isinstance(found, RoundNote) or not may_read(reader, found.record.envelope).allowed:
        raise NotFound
    return found


def may_write(reader: Reader, found: Round) -> bool:
    """The secretariat, and whoever speaks for a participant."""
    if not reader.strong:
        return False
    return reader.is_secretariat or found.participants.filter(own(reader)).exists()


def may_write_on(reader: Reader, round: UUID) -> bool:  # noqa: A002 - its name
    """The same, of a round that they look at already."""
    return may_write(reader, Round.objects.get(pk=round))


def line_of(reader: Reader, row: RoundNote) -> NoteLine:
    return NoteLine(
        id=row.pk,
        sort=row.sort,
        text=row.text,
        carried_out_by=row.carried_out_by,
        due=row.due,
        by=row.by,
        organisation=row.organisation,
        at=row.at,
        tlp=row.record.marking.tlp.words,
        mine=reader.strong and str(row.record.owner_id) == reader.organisation,
    )
