"""A first mapping of an unknown table: its columns by header words and values, and the terms that values mean."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from egnatia.formats.dates import dated
from egnatia.formats.sheets.amounts import amount_of
from egnatia.formats.sheets.bands import band_of_words
from egnatia.formats.sheets.cells import Codes, is_empty, objective_in, parts_of
from egnatia.formats.sheets.economies import economy_of, named_in
from egnatia.formats.sheets.fields import FIELDS, SEVERAL, Kind, terms_of
from egnatia.formats.sheets.mapping import Mapping, Use
from egnatia.formats.sheets.tables import ECONOMY, HEADING, Column, Table, folded
from egnatia.formats.values import is_nothing, read_amount
from egnatia.language import folded_words

_LOOKED_AT = 60  # values of a column
_MOSTLY = 0.7
_HXL = {
    "#activity+code": "identifier", "#activity+id": "identifier", "#meta+id": "", "#activity+desc": "description",
    "#activity+description": "description", "#activity": "title", "#org+funder": "funding", "#org+donor": "funding",
    "#org+impl": "implementing", "#org+lead": "reporting", "#org": "reporting", "#sector": "sectors",
    "#subsector": "sectors", "#country": "economies", "#adm": "places", "#loc": "places", "#date+start": "start",
    "#date+end": "end", "#value": "amount", "#currency": "currency", "#status": "status", "#beneficiary": "groups",
    "#targeted": "groups", "#need": "words",
}  # fmt: skip
_NAMES = frozenset({"economies", "places", "reporting", "funding", "implementing", "receiving", "groups"})
_COUNTED = frozenset(  # "number of ...", where it stands in a header
    folded_words("number count total broj број numri numër брой numărul număr αριθμός πλήθος sayısı sayı število")
)
_COUNTED_FIRST = frozenset({"no", "nr", "num", "br"})
_ASIDE = re.compile(r"\([^()]*\)")
_CODED = ("+code", "+id", "+list")  # attributes of codes that nobody reads


@lru_cache(maxsize=1)
def _phrases() -> tuple[tuple[tuple[str, ...], str], ...]:
    """(folded words, field), the longest phrases first."""
    text = files("egnatia.formats.sheets").joinpath("field_words.tsv").read_text("utf-8")
    found: dict[tuple[str, ...], str] = {}
    for line in text.splitlines():
        field, _, phrases = line.partition("\t")
        for phrase in phrases.split("|"):
            found.setdefault(tuple(folded_words(phrase)), field)
    return tuple(sorted(found.items(), key=lambda each: (-len(each[0]), each[0])))


@lru_cache(maxsize=2048)
def field_named(words: str) -> str:
    """The field that a header's words name, or "": all of them, else a phrase at the beginning, else one inside."""
    words = _ASIDE.sub(" ", words.replace("_", " "))
    said = tuple(folded_words(words))
    for phrase, field in _phrases():
        if said == phrase:
            return field
    levels = words.split(" – ")
    if len(levels) > 1 and (found := next(filter(None, map(field_named, reversed(levels))), "")):
        return found
    parts = [part for part in words.split("/") if part.strip()]
    if len(parts) > 1 and (found := next(filter(None, map(field_named, parts)), "")):
        return found
    if len(said) > 12:
        return ""
    for phrase, field in _phrases():
        if len(phrase) > 1 and _within(phrase, said):
            return field
    return next(
        (field for phrase, field in _phrases() if len(phrase) == 1 and said[:1] == phrase and len(said) < 4), ""
    )


def _within(phrase: tuple[str, ...], said: tuple[str, ...]) -> bool:
    return any(said[at : at + len(phrase)] == phrase for at in range(len(said) - len(phrase) + 1))


def field_tagged(tag: str) -> str | None:
    """The field of an HXL tag; None where there is no tag that we know."""
    if any(each in tag for each in _CODED) and tag not in _HXL:
        return ""
    found = next((field for known, field in _HXL.items() if tag == known), None)
    if found is None:
        base = tag.partition("+")[0]
        found = _HXL.get(base, _HXL["#adm"] if base.startswith("#adm") and base[4:].isdigit() else None)
    return found


def guessed(table: Table, kind: Kind = "activities") -> dict[int, str]:
    """Column -> its probable field, "" where it is left out. No single-valued field twice."""
    found: dict[int, str] = {}
    for at, column in enumerate(table.header):
        found[at] = _guess(table, at, column, kind)
    ours = "record" in found.values()  # a table that was downloaded names each field once
    if ours and kind == "activities":
        found |= _our_own(table)
    taken: set[str] = set()
    for at, field in found.items():
        if field in taken and field not in SEVERAL and field != "description":
            found[at] = "description" if field == "title" and kind == "activities" and not ours else ""
        taken.add(found[at])
    return found if kind == "needs" or "title" in taken else _with_title(found)


def _our_own(table: Table) -> dict[int, str]:
    """The fields that columns of a download are called after, filled or not: an emptied cell is a change as well."""
    words = [folded(column.words) for column in table.header]
    if "title" not in words:
        return {}
    named = {at: "band" if each == "amount_band" else each for at, each in enumerate(words)}
    return {at: field for at, field in named.items() if field in FIELDS["activities"]}


def _guess(table: Table, at: int, column: Column, kind: Kind) -> str:
    values = list(islice((v for v in table.values(at) if not is_nothing(v)), _LOOKED_AT))
    field = _said(column, kind)
    if column.words.startswith(HEADING):
        field = _of_heading(values)
    if not values:
        return ""
    if not field:
        field = _by_values(values)
    if field == "amount" and _most(values, lambda v: bool(band_of_words(v))):
        field = "band"
    return field if field in FIELDS[kind] and _suits(field, column, values, kind) else ""


def _suits(field: str, column: Column, values: list[str], kind: Kind) -> bool:
    """Whether the values can be what the header says."""
    if field == "amount":
        strangers = sum(amount_of(v, ".").value is None and not band_of_words(v) for v in values)
        return strangers <= max((1 - _MOSTLY) * len(values), min(1, len(values) - 1))
    if field == "identifier":
        return len(set(values)) >= _MOSTLY * len(values)
    if field in _NAMES and (_counts(column.words) or not _most(values, _has_letter)):
        return False  # how many there are is none of our fields
    if field == "source":
        return kind == "needs" or column.words == "source"
    return field not in ("start", "end", "stated") or any(dated(value).iso for value in values)


def _has_letter(value: str) -> bool:
    return any(character.isalpha() for character in value)


def _counts(header: str) -> bool:
    """Whether a header asks how many there are: "Number of beneficiaries", "Broj korisnika"."""
    said = folded_words(header)
    return not _COUNTED.isdisjoint(said) or (len(said) > 1 and said[0] in _COUNTED_FIRST)


def _said(column: Column, kind: Kind) -> str:
    if column.tag and (tagged := field_tagged(column.tag)) is not None:
        return tagged
    if column.words == ECONOMY:
        return "economies"
    field = field_named(column.words)
    if kind == "needs" and field in ("title", "description"):
        return "words"
    return "priority" if kind == "needs" and field == "objectives" and "priori" in column.words.casefold() else field


def _of_heading(values: list[str]) -> str:
    if _most(
        values, lambda v: any(part.count(".") and part.strip(".").replace(".", "").isdigit() for part in v.split())
    ):
        return "objectives"
    return "economies" if _most(values, lambda v: bool(economy_of(v))) else ""


def _by_values(values: list[str]) -> str:
    if _most(values, lambda v: len(v) > 2 and all(economy_of(name) for name, _ in named_in(v))):
        return "economies"
    if _most(values, lambda v: bool(band_of_words(v)) and read_amount(v)[0] is None):
        return "band"
    return ""


def _most(values: list[str], test: Callable[[str], bool]) -> bool:
    return sum(map(test, values)) >= _MOSTLY * len(values)


def _with_title(found: dict[int, str]) -> dict[int, str]:
    """Where no column is the title, the one with the longest texts of those that say what it is."""
    described = [at for at, field in found.items() if field == "description"]
    if described:
        found[described[0]] = "title"
    return found


def title_made_of(fields: dict[int, str]) -> tuple[int, ...]:
    """The columns that tell the rows of a table without titles apart: what, who, where; the last place is narrowest."""
    if "title" in fields.values():
        return ()
    places = [at for at, field in fields.items() if field == "places"]
    first = [next((at for at, field in fields.items() if field == name), None) for name in ("sectors", "reporting")]
    return (*(at for at in first if at is not None), *places[-1:])


_OF_NEEDS = frozenset({"priority", "nature", "perspective"})
_OF_WORK = frozenset({"start", "end", "period", "amount", "funding", "implementing", "reporting"})


def kind_of_rows(tables: Iterable[Table]) -> Kind:
    """What the rows probably are: needs where they say what is missing, for which objective and how urgently, and not
    who works when and with what money."""
    tables = list(tables)
    needs = {field for table in tables for field in guessed(table, "needs").values()}
    work = {field for table in tables for field in guessed(table).values()}
    stated = {"words", "objectives"} <= needs and not _OF_NEEDS.isdisjoint(needs)
    return "needs" if stated and _OF_WORK.isdisjoint(work) else "activities"


_WORD = re.compile(r"[^\s()\[\],;:]+")
_CURRENCIES = frozenset({"EUR", "USD", "GBP", "CHF", "ALL", "BAM", "BGN", "HRK", "MDL", "MKD", "RON", "RSD", "TRY"})
MOST_VALUES = 300  # different values of a column that are mapped one by one
OPEN = frozenset({"economies", "sectors"})  # a value that nobody knows is kept as it is, and asked for later


@lru_cache(maxsize=1)
def _words() -> dict[str, dict[str, str]]:
    """field -> folded words -> code, in our languages."""
    found: dict[str, dict[str, str]] = {}
    for line in files("egnatia.formats.sheets").joinpath("term_words.tsv").read_text("utf-8").splitlines():
        field, code, phrases = line.split("\t")
        for phrase in phrases.split("|"):
            found.setdefault(field, {}).setdefault(_plain(phrase), code)
    return found


def _plain(text: str) -> str:
    return " ".join(folded_words(text))


def suggested(tables: Iterable[Table], kind: Kind = "activities", codes: Codes | None = None) -> Mapping:
    """The mapping that fits the tables at first sight; values that nobody knows are left out, for a person to say."""
    uses: dict[str, Use] = {}
    made_of: list[str] = []
    for table in tables:
        fields = guessed(table, kind)
        for at, field in fields.items():
            key = table.key(at)
            if field and folded(key) not in uses:
                uses[folded(key)] = Use(key, field, meanings(table, at, field, kind, codes or {}))
        made_of += [table.key(at) for at in title_made_of(fields)]
    title_of = () if any(use.field == "title" for use in uses.values()) else tuple(dict.fromkeys(made_of))
    return Mapping(
        columns=tuple(uses.values()),
        rows=kind,
        title_of=title_of if kind == "activities" else (),
        currency=next((code for use in uses.values() if use.field == "amount" and (code := _currency(use.column))), ""),
    )


def _currency(words: str) -> str:
    """The currency that a header states: "Budget (EUR)", "Iznos u €"."""
    return next((code for word in _WORD.findall(words) if (code := read_amount(f"1 {word}")[1]) in _CURRENCIES), "")


def meanings(table: Table, at: int, field: str, kind: Kind, codes: Codes) -> dict[str, tuple[str, ...]]:
    """What the values of a column probably mean; () where that is left to a person. Known values need no mapping."""
    if field not in terms_of(kind) or field in OPEN:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for value in distinct(table, at, field):
        code = meaning_of(field, value, codes)
        if not _is_known(field, value, codes):
            found[value] = (code,) if code else ()
    return found


def distinct(table: Table, at: int, field: str) -> Iterator[str]:
    """The different values of a column, the most frequent first, each cell in its parts."""
    counts = Counter(part for cell in table.values(at) if not is_empty(cell) for part in _parts(cell, field))
    return (value for value, _ in islice(counts.most_common(), MOST_VALUES))


def _parts(cell: str, field: str) -> Iterable[str]:
    return (name for name, _ in named_in(cell)) if field == "economies" else parts_of(cell)


def _is_known(field: str, value: str, codes: Codes) -> bool:
    known = codes.get(field, {})
    return folded(value) in known or (field == "objectives" and bool(objective_in(value, known)))


def meaning_of(field: str, value: str, codes: Codes) -> str:
    """The probable code of a value: by code or label, by a word in our languages, by a code at its beginning."""
    if field == "economies":
        return economy_of(value)
    known = codes.get(field, {})
    plain = _plain(value)
    labels = {_plain(label): code for label, code in known.items()}
    if found := known.get(folded(value)) or labels.get(plain) or _words().get(field, {}).get(plain):
        return found
    if field == "objectives" and (code := objective_in(value, known)):
        return code
    inside = [
        code for words, code in _words().get(field, {}).items() if len(words) > 4 and f" {words} " in f" {plain} "
    ]
    return inside[0] if inside else ""
