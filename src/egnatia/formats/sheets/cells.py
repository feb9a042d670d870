"""Cells of one row, read as their fields expect it; a fault names its column, what was found, what is expected."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass

from egnatia.formats.dates import Dated, dated
from egnatia.formats.sentences import shortened
from egnatia.formats.sheets.amounts import AmountCell, amount_of, decimal_mark
from egnatia.formats.sheets.fields import CLOSED
from egnatia.formats.sheets.mapping import Mapping, Use
from egnatia.formats.sheets.tables import Row, Table, folded
from egnatia.formats.values import is_nothing

_NOTHING_WORDS = "nema; nema podataka; nuk ka; s/p; n.a.; n.a; /; //; …; ...; b/p; нема; nije dostupno; —; –"
_NOTHING = frozenset(_NOTHING_WORDS.split("; "))
_BETWEEN = re.compile(r"\s*[;\n•|]+\s*")
_OBJECTIVE = re.compile(r"(?<![\d.])(?:[a-z]{2}:)?\d{1,2}(?:\.\d{1,2}){1,3}(?![\d.]*\d)")

Codes = Dict[str, Dict[str, str]]  # field -> folded word or code -> code


class CellFault(Exception):  # noqa: N818 - it is an answer to the sender, not a fault of ours
    """Why a row cannot be used."""

    def __init__(self, code: str, column: str, value: str, expected: str = "") -> None:
        super().__init__(code)
        self.code, self.column, self.value, self.expected = code, column, shortened(value), expected


def is_empty(cell: str) -> bool:
    """Whether a cell says nothing, in one of the ways in which people say so."""
    return is_nothing(cell) or folded(cell) in _NOTHING


def parts_of(cell: str) -> Iterator[str]:
    """The values of a cell that holds several: parted by semicolons, lines, bars or bullets."""
    return (part for part in _BETWEEN.split(cell) if part and not is_empty(part))


@dataclass(frozen=True, slots=True)
class ColumnInUse:
    """A column in use: where it is, and what its column as a whole tells."""

    use: Use
    at: int
    decimal: str = ""
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one row by field."""

    row: Row
    places: Dict[str, tuple[ColumnInUse, ...]]
    codes: Codes
    mapping: Mapping
    title_of: tuple[int, ...] = ()  # columns that make the title where none is one

    def said(self, field: str) -> Iterator[tuple[ColumnInUse, str]]:
        """(column, cell) for each column of the field that says something in this row."""
        for place in self.places.get(field, ()):
            cell = self.row.cells[place.at]
            if not is_empty(cell):
                yield place, cell

    def first(self, field: str) -> str:
        """The first column of the field that says something, else what is always so, else ""."""
        return next((cell for _, cell in self.said(field)), next(iter(self.mapping.always.get(field, ())), ""))

    def several(self, field: str) -> tuple[str, ...]:
        """All values of the field, each once."""
        parts = [part for _, cell in self.said(field) for part in parts_of(cell)]
        return tuple(dict.fromkeys([*parts, *self.mapping.always.get(field, ())]))

    def date(self, field: str) -> str:
        for place, cell in self.said(field):
            return checked(dated(cell, day_first=place.day_first), place, cell)
        return ""

    def amount(self) -> tuple[AmountCell, ColumnInUse | None, str]:
        for place, cell in self.said("amount"):
            return amount_of(cell, place.decimal), place, cell
        return AmountCell(), None, ""

    def terms(self, field: str) -> tuple[str, ...]:
        """Codes of the vocabulary of the field. Raises CellFault for a value that nobody said the meaning of."""
        codes = [code for place, cell in self.said(field) for code in self._codes(place, cell)]
        found = tuple(dict.fromkeys([*codes, *self.mapping.always.get(field, ())]))
        return narrowest(found) if field == "objectives" else found

    def column_of(self, field: str) -> str:
        """The first column of a field, for a sentence."""
        return self.places[field][0].use.column if field in self.places else field

    def _codes(self, place: ColumnInUse, cell: str) -> Iterator[str]:
        whole = meaning(place.use, cell)
        if whole is not None:
            yield from whole
            return
        for part in parts_of(cell):
            found = meaning(place.use, part)
            yield from self._known(place, part) if found is None else found

    def _known(self, place: ColumnInUse, part: str) -> Iterable[str]:
        field = place.use.field
        known = self.codes.get(field, {})
        code = known.get(folded(part), "")
        if code:
            return (code,)
        if field == "objectives" and (code := objective_in(part, known)):
            return (code,)
        if field in CLOSED and folded(part) in CLOSED[field]:
            return (folded(part),)
        expected = ", ".join(CLOSED[field]) if field in CLOSED else field
        raise CellFault("cell-term", place.use.column, part, expected)


def objective_in(text: str, known: Dict[str, str]) -> str:
    """The code of an objective that a text holds ("Objective 2.3.2 Probation"), or ""."""
    return next((code for code in _OBJECTIVE.findall(text) if not known or code in known), "")


def narrowest(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Without the codes that another one stands below: of 2.3 and 2.3.1 the latter."""
    return tuple(code for code in codes if not any(other.startswith(f"{code}.") for other in codes))


def meaning(use: Use, value: str) -> tuple[str, ...] | None:
    """What the mapping says that a value means; None where it says nothing about it."""
    if value in use.values:
        return use.values[value]
    wanted = folded(value)
    return next((codes for written, codes in use.values.items() if folded(written) == wanted), None)


def checked(found: Dated, place: ColumnInUse, cell: str) -> str:
    if found.unclear:
        raise CellFault("cell-date-unclear", place.use.column, cell)
    if not found.iso and not found.open:
        raise CellFault("cell-date", place.use.column, cell)
    return found.iso


def places_in(table: Table, mapping: Mapping) -> dict[str, tuple[ColumnInUse, ...]]:
    """field -> its columns in the table, with what each column as a whole tells of its dates and amounts."""
    found: dict[str, tuple[ColumnInUse, ...]] = {}
    for use in mapping.columns:
        at = table.column(use.column)
        if at is not None:
            found[use.field] = (*found.get(use.field, ()), _place(table, use, at, mapping))
    return found


def _place(table: Table, use: Use, at: int, mapping: Mapping) -> ColumnInUse:
    decimal = mapping.decimal or (decimal_mark(table.values(at)) if use.field == "amount" else "")
    day_first = mapping.day_first
    if day_first is None and use.field in ("start", "end", "period", "stated"):
        day_first = day_comes_first(table.values(at))
    return ColumnInUse(use, at, decimal, day_first)


_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/\d{4}\b")


def day_comes_first(values: Iterable[str]) -> bool | None:
    """Told by the dates of a column that can be read in one way only; None where none tells, or they disagree."""
    told = set()
    for value in values:
        for first, second in _SLASHED.findall(value):
            if int(first) > 12 or int(second) > 12:
                told.add(int(first) > 12)
    return told.pop() if len(told) == 1 else None
