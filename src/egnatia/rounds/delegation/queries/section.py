"""A section as whoever was asked sees it: at this moment, what the asker sees and chose, and nothing besides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.activities.activities.labels import label
from egnatia.guests.readers import reader_behind
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Person
from egnatia.kernel.readers import reader_of
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.lists import NeedListQuery
from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.queries.questions import questions_of
from egnatia.rounds.rounds.queries.visible import participant_row, speaks
from egnatia.rounds.rounds.rules import VERDICTS
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives


@dataclass(frozen=True, slots=True)
class VerdictChoice:
    """A button: the code of a verdict and what stands on it."""

    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class SectionQuestion:
    """One question. `version` is that of the need as it stands."""

    about: UUID
    need: NeedRow
    version: int
    verdict: str
    verdict_words: str
    note: str


@dataclass(frozen=True, slots=True)
class OwnSection:
    """What a session opens. `reader` enters, for the actions that the session carries out."""

    id: UUID
    organisation: str
    section: str
    language: str
    until: datetime
    by_link: bool
    rows: tuple[SectionQuestion, ...]
    reader: Reader

    def row(self, about: UUID) -> SectionQuestion | None:
        return next((row for row in self.rows if row.about == about), None)

    @property
    def open(self) -> tuple[SectionQuestion, ...]:
        """Those that nothing was said about yet."""
        return tuple(row for row in self.rows if not row.verdict)

    @property
    def answered(self) -> int:
        return len(self.rows) - len(self.open)

    @property
    def choices(self) -> tuple[VerdictChoice, ...]:
        return tuple(VerdictChoice(code, label(labels.BUTTON, code)) for code in VERDICTS)


@dataclass(frozen=True, slots=True)
class SectionContext:
    """Who looks, and in which words. `reader` is whoever sends the request, a visitor with a link perhaps."""

    reader: Reader
    names: ForumNames
    objectives: Objectives

    def of_session(self, secret: str) -> OwnSection | None:
        """None where the session opens nothing now, or is a colleague's who is not the one that was asked."""
        found = SectionRequest.by_session(secret).select_related("record__owner", "asker").first()
        holder = holder_of(found, self.reader) if found else None
        if found is None or holder is None:
            return None
        return OwnSection(
            id=found.pk,
            organisation=found.record.owner.name,
            section=self.objectives.full(found.branch),
            language=found.language,
            until=found.expires_at,
            by_link=found.person_id is None,
            rows=self._rows(found, holder),
            reader=holder,
        )

    def _rows(self, request: SectionRequest, holder: Reader) -> tuple[SectionQuestion, ...]:
        there = {row.about_id: row for row in rows_now(request, holder)}
        needs = NeedListQuery(holder, self.names, self.objectives).rows_with_ids(list(there))
        return tuple(_row(there[need.id], need) for need in needs)


def holder_of(request: SectionRequest, reader: Reader) -> Reader | None:
    """As whom the questions are read: the organisation for a link; else the colleague who was asked, and nobody
    instead."""
    if request.person_id is None:
        return reader_behind(request)
    is_he = (
        reader.strong
        and reader.person == str(request.person_id)
        and reader.organisation == str(request.record.owner_id)
    )
    return reader if is_he else None


def rows_now(request: SectionRequest, holder: Reader) -> Sequence[SectionRow]:
    """The chosen questions that the asker would still be asked, and that the holder may read; never what is RED.

    None at all where the asker speaks for the participant no more.
    """
    asker = asker_of(request)
    try:
        participant = participant_row(asker, request.participant_id)
    except NotFound:
        return ()
    if not speaks(asker, participant):
        return ()
    asked = [each.about for each in questions_of(asker, participant)]
    seen = Need.visible_to(holder).filter(pk__in=asked, record__tlp__lt=Tlp.RED).values("pk")
    return list(SectionRow.objects.filter(request=request, about__in=seen))


def asker_of(request: SectionRequest) -> Reader:
    """Whoever asked, with the rights that they have today; the visitor where their organisation is another by now."""
    asker: Person = request.asker
    reader = reader_of(asker, strong=True)
    return reader if reader.organisation == str(request.record.owner_id) else ANONYMOUS


def _row(row: SectionRow, need: NeedRow) -> SectionQuestion:
    return SectionQuestion(row.about_id, need, need.version, row.verdict, label(labels.VERDICT, row.verdict), row.note)
