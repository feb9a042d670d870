"""Tables as they were recognised: a header, rows of cells as text, and what stands above them."""

from collections.abc import Iterator

import msgspec

HEADING = "heading"  # what a column is called that says under which heading a row stands
ECONOMY = "economy"
ENTRY = "entry"

Place = tuple[int, str]  # a cell of a sheet: its row from 1, the letters of its column


class Column(msgspec.Struct, frozen=True, omit_defaults=True):
    """One column. `letters` are those of the sheet (A, B … AA); a column that was worked out has "*1", "*2" …"""

    letters: str
    words: str = ""  # of the header, merged ones joined by " – "
    hidden: bool = False
    tag: str = ""  # HXL: #org+funder


class Row(msgspec.Struct, frozen=True, omit_defaults=True):
    """One row below the header. `number` is the sheet's own, from 1."""

    number: int
    cells: tuple[str, ...]
    hidden: bool = False
    carried: tuple[int, ...] = ()  # columns whose value stands in a merged cell that began in a row above


class Table(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="outcome", tag="table"):
    """A table of a file. Every row has as many cells as the header has columns; an empty cell is ""."""

    name: str
    header: tuple[Column, ...]
    rows: tuple[Row, ...]
    context: tuple[str, ...] = ()  # headings that stand above it, the widest first
    header_row: int = 1  # the number of the row that the header ends in
    hidden: bool = False  # the whole sheet
    place: int = 0  # in the file, from 0
    formulas: tuple[Place, ...] = ()  # cells of which the value last saved was read
    keywords: str = ""  # that the workbook states

    def column(self, key: str) -> int | None:
        """The position of the column with these words, else with these letters; None where there is none."""
        return self._by_words().get(folded(key), self._by_letters().get(key.strip().upper()))

    def _by_words(self) -> dict[str, int]:
        return {folded(column.words): at for at, column in reversed(list(enumerate(self.header))) if column.words}

    def _by_letters(self) -> dict[str, int]:
        return {column.letters: at for at, column in enumerate(self.header)}

    def key(self, at: int) -> str:
        """What a column is found again by: its words where they are the only ones, else its letters."""
        words = self.header[at].words
        return (
            words if words and self._by_words()[folded(words)] == at and self._once(words) else self.header[at].letters
        )

    def _once(self, words: str) -> bool:
        return sum(folded(column.words) == folded(words) for column in self.header) == 1

    def values(self, at: int) -> Iterator[str]:
        """The values of a column that are not empty, from above."""
        return (row.cells[at] for row in self.rows if row.cells[at])


class Grid(msgspec.Struct):
    """What lies in a sheet before anything is understood. A merged area has its text in its first cell only."""

    name: str
    cells: list[list[str]]
    merged: list[tuple[int, int, int, int]] = []  # first row, first column, last row, last column; from 0
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    hidden: bool = False
    context: tuple[str, ...] = ()
    first_row: int = 1  # the number of the first row for sentences
    formulas: frozenset[Place] = frozenset()
    keywords: str = ""  # of the workbook


def folded(words: str) -> str:
    """Words as headers are compared: without blanks around, case and doubled spaces."""
    return " ".join(words.split()).casefold()


def letters_of(at: int) -> str:
    """0 is A, 26 is AA."""
    found = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        found = chr(ord("A") + rest) + found
    return found
