"""What of a file the wizard shows, the mapping that grows from what is chosen, and the terms of a field. Pure."""

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field

import msgspec

from egnatia.formats.sheets import Codes, Mapping, Table, Use, distinct, folded, meaning_of, suggested
from egnatia.formats.sheets.economies import economy_of, economy_of_places
from egnatia.formats.sheets.fields import CLOSED, FIELDS, Kind, terms_of
from egnatia.formats.values import read_amount
from egnatia.language.identify import identify

SHORTEST_NAME = 3  # a shorter word of a file's name names no economy
SHORTEST_TEXT = 60  # characters from which a text shows its language
_OF_ECONOMY = {"SRB": "sr", "HRV": "hr", "BIH": "bs", "MNE": "cnr"}
SHOWN_ROWS = 3
EXAMPLES = 5
LONGEST_EXAMPLE = 160
MOST_VALUES = 200  # different values of a column that are shown to be mapped
LONGEST_VALUE = 120
MOST_TABLES = 60
OPEN = frozenset({"economies", "sectors"})  # values that stay as written where nobody says what they mean


class ColumnSeen(msgspec.Struct, frozen=True, omit_defaults=True):
    """One column. `key` is what the mapping calls it; `values` are its different values where they are few."""

    key: str
    letters: str
    examples: tuple[str, ...] = ()
    filled: int = 0
    hidden: bool = False
    tag: str = ""
    values: tuple[str, ...] = ()
    names: tuple[str, ...] = ()  # its values as names of economies, where a cell may hold several


class TableSeen(msgspec.Struct, frozen=True, omit_defaults=True):
    """One table, with the columns that it probably has."""

    place: int
    name: str
    rows: int
    columns: tuple[ColumnSeen, ...]
    first: tuple[tuple[str, ...], ...] = ()
    context: tuple[str, ...] = ()
    header_row: int = 1
    hidden: bool = False
    hidden_rows: int = 0

    def has(self, draft: Mapping) -> bool:
        """Whether most of the columns of the draft are here."""
        keys = {folded(column.key) for column in self.columns}
        return 2 * sum(folded(use.column) in keys for use in draft.columns) > len(draft.columns)


class Outline(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file as it was recognised."""

    tables: tuple[TableSeen, ...] = ()

    def only(self, places: Iterable[int]) -> "Outline":
        wanted = set(places)
        return Outline(tuple(table for table in self.tables if table.place in wanted))

    def columns(self) -> list[ColumnSeen]:
        """The columns of all tables, those of the same words together."""
        found: dict[str, ColumnSeen] = {}
        for table in self.tables:
            for column in table.columns:
                key = folded(column.key)
                found[key] = _together(found[key], column) if key in found else column
        return list(found.values())


def _together(first: ColumnSeen, more: ColumnSeen) -> ColumnSeen:
    return msgspec.structs.replace(
        first,
        examples=tuple(dict.fromkeys(first.examples + more.examples))[:EXAMPLES],
        filled=first.filled + more.filled,
        values=tuple(dict.fromkeys(first.values + more.values))[:MOST_VALUES],
        names=tuple(dict.fromkeys(first.names + more.names))[:MOST_VALUES],
    )


def outline_of(tables: Iterable[Table]) -> Outline:
    return Outline(tuple(_table(table) for table in list(tables)[:MOST_TABLES]))


def _table(table: Table) -> TableSeen:
    return TableSeen(
        place=table.place,
        name=table.name,
        rows=len(table.rows),
        columns=tuple(_column(table, at) for at in range(len(table.header))),
        first=tuple(tuple(_short(cell) for cell in row.cells) for row in table.rows[:SHOWN_ROWS]),
        context=table.context,
        header_row=table.header_row,
        hidden=table.hidden,
        hidden_rows=sum(row.hidden for row in table.rows),
    )


def _column(table: Table, at: int) -> ColumnSeen:
    column = table.header[at]
    values = list(table.values(at))
    short = sum(map(len, values)) <= LONGEST_VALUE * len(values)  # texts are not mapped value by value
    parts, names = (list(distinct(table, at, field)) if short else [] for field in ("types", "economies"))
    return ColumnSeen(
        key=table.key(at),
        letters=column.letters,
        examples=tuple(dict.fromkeys(map(_short, values)))[:EXAMPLES],
        filled=len(values),
        hidden=column.hidden,
        tag=column.tag,
        values=_few(parts),
        names=_few(names),
    )


def _few(values: list[str]) -> tuple[str, ...]:
    """Those that can be mapped one by one: short ones."""
    return tuple(value for value in values if len(value) <= LONGEST_VALUE)[:MOST_VALUES]


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_EXAMPLE else f"{plain[: LONGEST_EXAMPLE - 1]}…"


def likely(tables: Iterable[Table], kind: Kind, codes: Codes, kept: Iterable[Mapping] = ()) -> Mapping:
    """The first draft: a remembered mapping that fits, else what the words and values suggest."""
    tables = list(tables)
    fitting = (mapping for mapping in kept if mapping.rows == kind and any(map(mapping.covers, tables)))
    return next(fitting, None) or suggested(tables, kind, codes)


@dataclass(frozen=True, slots=True)
class Proposed:
    """What holds for all rows, as far as the file lets guess it, with the places that say so."""

    economies: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    currency: str = ""
    language: str = ""


def unsaid(draft: Mapping) -> tuple[str, ...]:
    """What no column of activities gives and is asked for: economies, currency, language."""
    fields = {use.field for use in draft.columns}
    lacking = {
        "economies": "economies" not in fields,
        "currency": "amount" in fields and "currency" not in fields,
        "language": "language" not in fields,
    }
    return tuple(name for name, asked in lacking.items() if asked and draft.rows == "activities")


def proposed(draft: Mapping, outline: Outline, file: str) -> Proposed:
    """By the places, the name of the file and of its tables, signs in the amounts, and the words of the texts."""
    columns = {folded(column.key): column for column in outline.columns()}
    seen = [(use.field, columns[folded(use.column)]) for use in draft.columns if folded(use.column) in columns]
    places = [each for field, column in seen if field == "places" for each in column.values or column.examples]
    economy, because = economy_of_places(places)
    named = [file, *(text for table in outline.tables for text in (table.name, *table.context))]
    economy = economy or next(filter(None, (economy_of(word) for text in named for word in _words(text))), "")
    amounts = [each for field, column in seen if field == "amount" for each in column.examples]
    texts = [each for field, column in seen if field in ("title", "description") for each in column.examples]
    return Proposed(
        (economy,) if economy else (),
        tuple(because[:3]),
        draft.currency or next(filter(None, (read_amount(each)[1] for each in amounts)), ""),
        _language(" ".join(texts), economy),
    )


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_\d]+", text) if len(word) > SHORTEST_NAME]


def _language(text: str, economy: str) -> str:
    """Bosnian, Croatian, Montenegrin and Serbian are told apart by the economy only."""
    code = identify(text) if len(text) >= SHORTEST_TEXT else ""
    return _OF_ECONOMY.get(economy, "") if code == "hbs" else code


@dataclass(frozen=True, slots=True)
class ColumnChoices:
    """What a person chose on the page of columns: field by column, and what holds for the whole sheet."""

    fields: Dict[str, str]
    title_of: tuple[str, ...] = ()
    language: str = ""
    currency: str = ""
    day_first: bool | None = None
    decimal: str = ""
    economies: tuple[str, ...] = field(default_factory=tuple)


def with_columns(draft: Mapping, outline: Outline, chosen: ColumnChoices, codes: Codes) -> Mapping:
    """The draft with these columns. Values that were mapped before stay; those of new columns are suggested."""
    before = {(folded(use.column), use.field): use for use in draft.columns}
    uses = []
    for column in outline.columns():
        named = chosen.fields.get(column.key, "")
        if named in FIELDS[draft.rows]:
            kept = before.get((folded(column.key), named))
            uses.append(kept or Use(column.key, named, _suggested(column, named, draft.rows, codes)))
    titled = any(use.field == "title" for use in uses)
    always = {**draft.always, "economies": chosen.economies}
    return msgspec.structs.replace(
        draft,
        columns=tuple(uses),
        title_of=() if titled else tuple(chosen.title_of),
        language=chosen.language,
        currency=chosen.currency,
        day_first=chosen.day_first,
        decimal=chosen.decimal,
        always={name: values for name, values in always.items() if values},
    )


def _suggested(column: ColumnSeen, named: str, kind: Kind, codes: Codes) -> dict[str, tuple[str, ...]]:
    if named not in terms_of(kind) or named in OPEN:
        return {}
    found = {value: meaning_of(named, value, codes) for value in column.values}
    return {value: (code,) if code else () for value, code in found.items()}


@dataclass(frozen=True, slots=True)
class Value:
    """A value to be mapped. `codes` are what it means; `open`: left as written where nothing is said."""

    column: str
    field: str
    value: str
    codes: tuple[str, ...]
    known: bool


def values_of(draft: Mapping, outline: Outline, codes: Codes) -> Iterator[Value]:
    """Every value of the columns with terms: what is understood by itself comes last."""
    columns = {folded(column.key): column for column in outline.columns()}
    for use in draft.columns:
        column = columns.get(folded(use.column))
        if column is None or use.field not in terms_of(draft.rows):
            continue
        for value in column.names if use.field == "economies" else column.values:
            code = meaning_of(use.field, value, codes)
            said = use.values.get(value)
            yield Value(use.column, use.field, value, said if said is not None else (code,) if code else (), bool(code))


def with_values(draft: Mapping, said: Dict[tuple[str, str], tuple[str, ...] | None]) -> Mapping:
    """The draft with what a person said of values: (column, value) -> codes, () leaves out, None as written."""
    uses = []
    for use in draft.columns:
        values = dict(use.values)
        for (column, value), codes in said.items():
            if column != use.column:
                continue
            if codes is None:
                values.pop(value, None)
            else:
                values[value] = codes
        uses.append(msgspec.structs.replace(use, values=values))
    return msgspec.structs.replace(draft, columns=tuple(uses))


def missing(draft: Mapping) -> str:
    """What a mapping lacks before rows can be read: "title", "words", "objectives", "economies", "record" or ""."""
    fields = {use.field for use in draft.columns}
    if draft.rows == "activities":
        return "" if "title" in fields or draft.title_of else "title"
    wanted = ("words", "objectives", "economies")
    return next((name for name in wanted if name not in fields and name not in draft.always), "")


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """The terms of a field: label by code in the reader's language, and code by any word for it."""

    labels: Dict[str, str]
    codes: Dict[str, str]

    def code(self, typed: str) -> str:
        first = typed.split(maxsplit=1)[0] if typed.split() else ""
        return self.codes.get(folded(typed), "") or (first if first in self.labels else "")

    def words(self, code: str) -> str:
        label = self.labels.get(code, "")
        return f"{code} {label}" if label and code[:1].isdigit() else label or code


def closed_terms(field: str, labels: Dict[str, object]) -> FieldTerms:
    """Terms of a field whose values are fixed."""
    words = {code: str(labels.get(code, code)) for code in CLOSED[field]}
    return FieldTerms(words, {folded(word): code for code, label in words.items() for word in (code, label)})
