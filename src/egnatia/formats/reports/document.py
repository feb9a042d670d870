"""A report before it is a page or a file: a title page, blocks in their order, and what stands on every page."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from typing import Literal

import msgspec

Tone = Literal["plain", "lead", "quiet", "quote"]


class Words(msgspec.Struct, frozen=True):
    """A text with its language ("" where nobody said it), and beside it the same in the report's second language."""

    text: str
    lang: str = "en"
    other: str = ""
    other_lang: str = ""

    @property
    def both(self) -> str:
        """On one line, for where there is no room for two."""
        return f"{self.text} · {self.other}" if self.other and self.other != self.text else self.text


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """`level` 1 to 3: bookmarks of a PDF, heading styles of Word."""

    words: Words
    level: int = 1


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    words: Words
    tone: Tone = "plain"


class Bullets(msgspec.Struct, frozen=True, tag="bullets"):
    items: tuple[Words, ...]


class ReportCell(msgspec.Struct, frozen=True):
    """What one cell of a table says. `number` is what a spreadsheet gets instead of the words."""

    words: Words
    number: float | None = None


class Column(msgspec.Struct, frozen=True):
    """`share` is its part of the width; figures stand to the right."""

    words: Words
    share: int = 1
    figures: bool = False


class Table(msgspec.Struct, frozen=True, tag="table"):
    """`name` is what a sheet of a workbook is called; each row has as many cells as there are columns.

    Tables of one `sheet` are together there, each row with the `part` that its table is about: its column, its name.
    """

    name: str
    caption: Words
    columns: tuple[Column, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    sheet: str = ""
    part: tuple[Words, Words] | None = None


class MatrixFigure(msgspec.Struct, frozen=True):
    """A cell of a matrix: a symbol and a word, below them the reason and the figures. All "" where there is nothing."""

    state: str = "none"
    symbol: str = ""
    word: str = ""
    reason: str = ""
    below: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        found = (f"{self.symbol} {self.word}".strip(), self.reason, self.below)
        return tuple(line for line in found if line)


class MatrixLine(msgspec.Struct, frozen=True):
    words: Words
    figures: tuple[MatrixFigure, ...]


class MatrixGroup(msgspec.Struct, frozen=True):
    """Lines under one heading; `words` is None where there is none above them."""

    words: Words | None
    lines: tuple[MatrixLine, ...]


class Matrix(msgspec.Struct, frozen=True, tag="matrix"):
    """Lines by columns in fixed orders; nothing is added up. `legend`: symbol, what it is called, what it means."""

    name: str
    caption: Words
    corner: Words
    columns: tuple[str, ...]
    groups: tuple[MatrixGroup, ...]
    legend: tuple[tuple[str, Words, Words], ...] = ()

    @property
    def wide(self) -> bool:
        """Whether it needs a page that lies on its side."""
        return len(self.columns) > 6


class Tile(msgspec.Struct, frozen=True):
    """One of equal squares; `column` and `row` say where it stands on the grid."""

    label: str
    name: str
    column: int
    row: int
    lines: tuple[str, ...]


class Tiles(msgspec.Struct, frozen=True, tag="tiles"):
    name: str
    caption: Words
    tiles: tuple[Tile, ...]

    @property
    def grid(self) -> Iterator[tuple[Tile | None, ...]]:
        """Row by row, None where no tile stands."""
        found = {(tile.row, tile.column): tile for tile in self.tiles}
        width = max((tile.column for tile in self.tiles), default=-1) + 1
        for row in range(max((tile.row for tile in self.tiles), default=-1) + 1):
            yield tuple(found.get((row, column)) for column in range(width))


class ReportTotal(msgspec.Struct, frozen=True):
    """One of the few numbers of page 1: what it is, the number as it is said, what else to know of it."""

    label: Words
    value: Words
    below: Words = Words("")


class Totals(msgspec.Struct, frozen=True, tag="totals"):
    name: str
    caption: Words
    totals: tuple[ReportTotal, ...]


class Bar(msgspec.Struct, frozen=True):
    """`shown` is the value as it is said, where that is not the number itself."""

    label: str
    value: float
    shown: str = ""


class Bars(msgspec.Struct, frozen=True, tag="bars"):
    """A chart of bars in the order given. `unit` says what is counted."""

    name: str
    caption: Words
    unit: Words
    bars: tuple[Bar, ...]

    @property
    def words(self) -> str:
        """The chart for whoever hears it."""
        return "; ".join(f"{bar.label}: {bar.shown or f'{bar.value:g}'}" for bar in self.bars)


class Box(msgspec.Struct, frozen=True, tag="box"):
    """What must be read beside the figures: the method, the limits."""

    kind: Literal["method", "limits"]
    title: Words
    inside: tuple[Paragraph | Bullets, ...]


class Break(msgspec.Struct, frozen=True, tag="break"):
    """What follows begins on a new page."""


Block = Heading | Paragraph | Bullets | Table | Matrix | Tiles | Totals | Bars | Box | Break


class TitleLine(msgspec.Struct, frozen=True):
    """A line of the title page. `decision`: whether it says what became of the content, which is the same all along."""

    label: Words
    value: Words
    decision: bool = False


class Labels(msgspec.Struct, frozen=True):
    """The few words that files need besides the report's own. `page` holds {n} and {m}."""

    about: str = "About"
    digest: Words = Words("Checksum")
    page: str = "Page {n} of {m}"
    number: Words = Words("Number")
    economy: Words = Words("Economy")
    contents: Words = Words("Contents")


class Document(msgspec.Struct, frozen=True):
    """A report. `marking` ("TLP:AMBER") and `audience` stand on every page; `footnote` where a name has an asterisk.

    `front` is page 1 of a paper that has no page for its title alone; a list of `contents` comes after it.
    """

    title: Words
    forum: str
    marking: str
    audience: str
    as_of: date
    facts: tuple[TitleLine, ...]
    blocks: tuple[Block, ...]
    footnote: str = ""
    lang: str = "en"
    brief: bool = False  # one page: no page of its own for the title
    labels: Labels = Labels()
    front: tuple[Block, ...] = ()

    @property
    def digest(self) -> str:
        """Of the document's own content and nothing else: equal contents, equal digests, also once they are adopted.
        64 hexadecimal digits.
        """
        content = msgspec.structs.replace(self, facts=tuple(fact for fact in self.facts if not fact.decision))
        return sha256(msgspec.json.encode(content, order="deterministic")).hexdigest()

    @property
    def decision(self) -> Words:
        """What became of it: "Draft, not adopted"."""
        return next((fact.value for fact in self.facts if fact.decision), Words(""))

    @property
    def strip(self) -> str:
        """The marking with its audience, as a header says it."""
        return f"{self.marking} – {self.audience}" if self.audience else self.marking
