"""The draft that a superior signs, and the signed papers that a reader sees."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.access.tokens import SECRETARIAT
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import Record, covering
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries.visible import seats_of
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.answers import RoundItem, RoundQuery
from egnatia.rounds.rounds.queries.clearance import staying
from egnatia.rounds.rounds.queries.detail import framework_words
from egnatia.rounds.rounds.queries.questions import (
    answers_seen_by,
    counting,
    is_asked_for,
    questions_of,
    stated_since,
    takes_answers,
)
from egnatia.rounds.rounds.queries.visible import participant_row, participants_seen_by
from egnatia.rounds.rounds.rules import may_clear
from egnatia.rounds.signed_clearance.models import SignedPage, SignedPaper
from egnatia.rounds.signed_clearance.rules import code_of


def signable(reader: Reader, participant: UUID) -> Participant:
    """The participant, where the reader may clear its answers now. Raises NotFound, or NotAllowed with the reason."""
    found = participant_row(reader, participant)
    require_signable(reader, found)
    return found


def require_signable(reader: Reader, found: Participant) -> None:
    if not may_clear(reader, found.economy_id or "", str(found.organisation_id or "")):
        raise NotAllowed("round-clearance")
    if not is_asked_for(found):
        raise NotAllowed("round-not-asked")
    if not takes_answers(found):
        raise NotAllowed("round-stage")


def marking_of(found: Participant) -> Marking:
    """Of a signed page: as the answers are marked once they are cleared."""
    seats = seats_of(found.economy_id) if found.economy_id else frozenset()
    return Marking(Tlp.AMBER_STRICT, offices=seats | {SECRETARIAT})


@dataclass(frozen=True, slots=True)
class ToSign:
    """What would be signed now. `printed`: the needs or activities that stand on the paper; `staying`: those whose
    answers the clearance does not send.
    """

    printed: frozenset[UUID]
    staying: frozenset[UUID]
    code: str


def to_sign(reader: Reader, found: Participant) -> ToSign:
    """The code is another one as soon as a question, an answer, a new need or who may read the paper is another, or one
    of those is marked so that it would not be printed or not be sent.
    """
    asked = questions_of(reader, found)
    counted = counting(answers_seen_by(reader, found), reader.organisation)
    new = _new(reader, found)
    audience = marking_of(found).tokens(owner=reader.organisation, author=reader.person)
    stays = staying(reader, found, counted)
    abouts = {*(each.about for each in asked), *counted, *(pk for pk, _version in new)}
    printed = _covering(audience, abouts) - stays
    lines = [
        f"participant {found.pk}",
        *(f"asked {each.about} {each.version}" for each in asked),
        *(f"answer {each.id} {each.number} to {each.about} {each.version}" for each in counted.values()),
        *(f"new {pk} {version}" for pk, version in new),
        *(f"printed {pk}" for pk in printed),
        *(f"stays {pk}" for pk in stays),
        *(f"read by {token}" for token in audience),
    ]
    return ToSign(printed, stays, code_of(lines))


def _covering(audience: frozenset[str], abouts: Collection[UUID]) -> frozenset[UUID]:
    """Those of the needs or activities, which they see, that whoever will read the signed page may read too."""
    rows = Record.objects.filter(covering(audience, "pk"), pk__in=abouts)
    return frozenset(rows.values_list("pk", flat=True))


def _new(reader: Reader, found: Participant) -> list[tuple[UUID, int]]:
    rows = Need.visible_to(reader).filter(pk__in=stated_since(reader, found))
    return list(rows.values_list("pk", "record__version"))


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One question as it is printed: its text with the language, what was answered, by whom."""

    about: str
    words: str
    lang: str
    verdict: str
    note: str
    by: str
    unwritten: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Unprinted:
    """Something that is not on the paper. `sent`: the clearance sends the answer to it; `stays`: it does not."""

    words: str
    lang: str
    sent: bool = False
    stays: bool = False


@dataclass(frozen=True, slots=True)
class ClearanceDraft:
    """`unprinted` is for whoever prints it and stands on no paper: what not everybody may read who will read the signed
    page, and answers that their marking keeps from being cleared.
    """

    participant: UUID
    name: str
    round: UUID
    title: str
    framework: str
    sort: str
    organisation: str
    offices: bool
    lines: tuple[PrintedLine, ...]
    new: tuple[PrintedLine, ...]
    unprinted: tuple[Unprinted, ...]
    code: str
    footnote: str

    @property
    def answered(self) -> int:
        return sum(bool(line.verdict) for line in self.lines)


def draft_of(shown: RoundQuery, participant: UUID) -> ClearanceDraft:
    """Raises NotFound where there is no such participant, NotAllowed where the reader does not clear it now."""
    found = signable(shown.reader, participant)
    page = shown.page(participant)
    signed = to_sign(shown.reader, found)
    printed = [item for item in page.items if item.about in signed.printed]
    new = [need for need in page.new if need.id in signed.printed]
    left = [_unprinted(item, signed.staying) for item in page.items if item.about not in signed.printed]
    left += [Unprinted(*need.original) for need in page.new if need.id not in signed.printed]
    return ClearanceDraft(
        participant=found.pk,
        name=page.participant.name,
        round=page.round,
        title=page.title,
        framework=framework_words(found.round),
        sort=page.sort,
        organisation=shown.reader.organisation_name,
        offices=bool(found.economy_id),
        lines=tuple(map(_line, printed)),
        new=tuple(
            PrintedLine(f"{need.said.objective} {need.objective_words}", *need.original, "", "", "") for need in new
        ),
        unprinted=tuple(left),
        code=signed.code,
        footnote=shown.names.footnote,
    )


def _unprinted(item: RoundItem, staying: frozenset[UUID]) -> Unprinted:
    line, stays = _line(item), item.about in staying
    return Unprinted(line.words, line.lang, sent=item.answer is not None and not stays, stays=stays)


def _line(item: RoundItem) -> PrintedLine:
    answer = item.answer
    about, words, lang = "", "", ""
    if item.need:
        about, (words, lang) = f"{item.need.said.objective} {item.need.objective_words}", item.need.original
    elif item.activity:
        words, lang = item.activity.title, item.activity.lang
    return PrintedLine(
        about=about,
        words=words,
        lang=lang,
        verdict=item.answer_words,
        note=answer.note if answer else "",
        by=f"{answer.by}, {answer.organisation}" if answer else "",
        unwritten=item.unwritten,
        moved=item.moved,
    )


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
class PaperFile:
    """A file as it was brought, under a name of ours."""

    name: str
    type: str
    content: bytes


def papers_of(reader: Reader, participant: UUID) -> tuple[PaperRow, ...]:
    """The last ones first. None where they may not know of the participant."""
    known = participants_seen_by(reader).order_by().filter(pk=participant).values("pk")
    rows = SignedPaper.visible_to(reader).filter(participant__in=known).order_by("-at", "pk")
    return tuple(_row(reader, row) for row in rows if may_read(reader, row.record.envelope).allowed)


def file_of(reader: Reader, record: UUID) -> PaperFile:
    """Raises NotFound where there is none that the reader sees."""
    paper = SignedPaper.visible_to(reader).filter(pk=record).first()
    if not isinstance(paper, SignedPaper) or not may_read(reader, paper.record.envelope).allowed:
        raise NotFound
    page = SignedPage.objects.get(paper=paper)
    return PaperFile(f"signed-{paper.at:%Y-%m-%d}.{paper.type}", paper.type, bytes(page.content))


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
