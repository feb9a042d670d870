"""A report's document as its page shows it: each block with the template that draws it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from egnatia.formats.reports.document import Bars, Block, Document, Table
from egnatia.reporting.reports.composition.basis import rested_on
from egnatia.reporting.reports.composition.parts import by_title
from egnatia.reporting.reports.rules import Subject
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.rounds.rounds.rules import DONE, GONE

LABELS, BAR, STEP = 212, 200, 24  # in the units of the picture, of which `bars.html` says the width


@dataclass(frozen=True, slots=True)
class ShownBar:
    """`width`, `behind` (where its number begins) and `top` place it in a picture with the labels on the left."""

    label: str
    value: str
    width: float
    top: int

    @property
    def behind(self) -> float:
        return LABELS + self.width + 6


@dataclass(frozen=True, slots=True)
class ReportBlock:
    """`inside`: rows of cells with their columns, or bars with the longest of them."""

    template: str
    block: Block
    inside: object = None


@dataclass(frozen=True, slots=True)
class ShownFact:
    label: str
    value: str


def facts_of(document: Document) -> list[ShownFact]:
    """The lines of the title page, both languages on one line."""
    return [ShownFact(fact.label.both, fact.value.both) for fact in document.facts]


def shown(blocks: Iterable[Block]) -> Iterator[ReportBlock]:
    for block in blocks:
        yield ReportBlock(f"reporting/reports/blocks/{type(block).__name__.lower()}.html", block, _inside(block))


def _inside(block: Block) -> object:
    if isinstance(block, Table):
        return [list(zip(block.columns, row, strict=True)) for row in block.rows]
    if isinstance(block, Bars):
        most = max((bar.value for bar in block.bars), default=0) or 1
        return [
            ShownBar(bar.label, bar.shown or f"{bar.value:g}", round(BAR * bar.value / most, 1), STEP * place)
            for place, bar in enumerate(block.bars)
        ]
    return None


@dataclass(frozen=True, slots=True)
class OmittedRecords:
    """How many records that the report would rest on, as the officer reads the snapshot, do not cover the audience.
    `over`: how many stand in the report although they are over, by answers that they read and not all of the audience.
    """

    activities: int
    needs: int
    over: int


@dataclass(frozen=True, slots=True)
class OmittedLine:
    """A record by which a report differs from the results; its page, and where its visibility is changed."""

    title: str
    lang: str
    url: str
    marking_url: str


@dataclass(frozen=True, slots=True)
class OmittedLines:
    """What the report leaves out, and what it has although a reply says that it is over: for whoever made it."""

    left_out: tuple[OmittedLine, ...]
    over: tuple[OmittedLine, ...]


def omitted(read: Frozen, covered: Frozen, subject: Subject) -> OmittedLines:
    """The records that `left_out_of` counts, by name."""
    over = {answer.about for answer in read.answers if answer.verdict in (DONE, GONE)}
    told = {answer.about for answer in covered.answers}
    here, there = (_records(frozen, subject) for frozen in (read, covered))
    left = (here[0] - there[0]) | (here[1] - there[1])
    return OmittedLines(tuple(_lines(read, left)), tuple(_lines(covered, (over - told) & (there[0] | there[1]))))


def _lines(frozen: Frozen, records: set[UUID]) -> Iterator[OmittedLine]:
    for record, work in by_title(frozen.works.items()):
        if record in records:
            yield _line(record, work.title, work.language, "activities:activity")
    for record, need in frozen.needs.items():
        if record in records:
            yield _line(record, need.words, need.language, "needs:need")


def _line(record: UUID, title: str, lang: str, page: str) -> OmittedLine:
    return OmittedLine(title, lang, reverse(page, args=[record]), reverse("people:marking", args=[record]))


def left_out_of(read: Frozen, covered: Frozen, subject: Subject) -> OmittedRecords:
    """`read`: the snapshot as its officer reads it; `covered`: what all of the audience may read of that.

    What is over is counted by record, not by difference: `covered` can hold what `read` counts no more.
    """
    over = {answer.about for answer in read.answers if answer.verdict in (DONE, GONE)}
    told = {answer.about for answer in covered.answers}
    (works, needs), (those_works, those_needs) = (_records(frozen, subject) for frozen in (read, covered))
    return OmittedRecords(
        activities=len(works - those_works),
        needs=len(needs - those_needs),
        over=len((over - told) & (those_works | those_needs)),
    )


def _records(frozen: Frozen, subject: Subject) -> tuple[set[UUID], set[UUID]]:
    """Activities and needs."""
    found = rested_on(frozen, subject)
    return {record for record, _work in found.works}, {record for record, _need in found.needs}
