"""A report's document as its page shows it: each block with the template that draws it."""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.formats.reports.document import Bars, Block, Document, Table
from egnatia.mapping.rounds.rules import DONE, GONE
from egnatia.mapping.snapshots.frozen import Frozen


@dataclass(frozen=True, slots=True)
class ShownBar:
    label: str
    value: float
    most: float


@dataclass(frozen=True, slots=True)
class Shown:
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


def shown(document: Document) -> Iterator[Shown]:
    for block in document.blocks:
        yield Shown(f"mapping/reports/blocks/{type(block).__name__.lower()}.html", block, _inside(block))


def _inside(block: Block) -> object:
    if isinstance(block, Table):
        return [list(zip(block.columns, row, strict=True)) for row in block.rows]
    if isinstance(block, Bars):
        most = max((bar.value for bar in block.bars), default=1)
        return [ShownBar(bar.label, bar.value, most) for bar in block.bars]
    return None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many records that the officer reads in the snapshot do not cover the audience. `over`: how many stand in the
    report although they are over, by answers that he reads and not all of the audience.
    """

    activities: int
    needs: int
    over: int


def left_out_of(read: Frozen, covered: Frozen) -> LeftOut:
    """`read`: the snapshot as its officer reads it; `covered`: what all of the audience may read of that.

    What is over is counted by record, not by difference: `covered` can hold what `read` counts no more.
    """
    over = {answer.about for answer in read.answers if answer.verdict in (DONE, GONE)}
    told = {answer.about for answer in covered.answers}
    return LeftOut(
        activities=len(read.works.keys() - covered.works.keys()),
        needs=len(read.needs.keys() - covered.needs.keys()),
        over=len((over - told) & (covered.works.keys() | covered.needs.keys())),
    )
