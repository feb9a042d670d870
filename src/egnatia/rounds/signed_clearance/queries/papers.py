"""Signed papers that a reader sees: beside the steps of a participant, and one file."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.faults import NotFound
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.rounds.rounds.queries.visible import participants_seen_by
from egnatia.rounds.signed_clearance.models import SignedPage, SignedPaper


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A clearance on paper, as whoever sees it reads it."""

    id: UUID
    signed_by: str
    function: str
    type: str
    size: int
    by: str
    organisation: str
    at: datetime
    tlp: str
    level: int
    writable: bool


@dataclass(frozen=True, slots=True)
class File:
    """A file as it was brought, under a name of ours."""

    name: str
    type: str
    content: bytes


def papers_of(reader: Reader, participant: UUID) -> tuple[PaperRow, ...]:
    """The last ones first. None where he may not know of the participant."""
    known = participants_seen_by(reader).order_by().filter(pk=participant).values("pk")
    rows = SignedPaper.visible_to(reader).filter(participant__in=known).order_by("-at", "pk")
    return tuple(_row(reader, row) for row in rows if may_read(reader, row.record.envelope).allowed)


def file_of(reader: Reader, record: UUID) -> File:
    """Raises NotFound where there is none that the reader sees."""
    paper = SignedPaper.visible_to(reader).filter(pk=record).first()
    if not isinstance(paper, SignedPaper) or not may_read(reader, paper.record.envelope).allowed:
        raise NotFound
    page = SignedPage.objects.get(paper=paper)
    return File(f"signed-{paper.at:%Y-%m-%d}.{paper.type}", paper.type, bytes(page.content))


def _row(reader: Reader, paper: SignedPaper) -> PaperRow:
    marking = paper.record.marking
    return PaperRow(
        id=paper.pk,
        signed_by=paper.signed_by,
        function=paper.function,
        type=paper.get_type_display(),
        size=paper.size,
        by=paper.by,
        organisation=paper.organisation,
        at=paper.at,
        tlp=marking.tlp.words,
        level=marking.tlp.value,
        writable=reader.strong and str(paper.record.owner_id) == reader.organisation,
    )
