"""A report's document as its page shows it: each block with the template that draws it."""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.formats.reports.document import Bars, Block, Document, Table


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
