"""A first mapping of a table that nobody has seen: its columns, and what the values in them probably mean."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.resources import files
from itertools import islice

from egnatia.formats.sheets.cells import Codes, is_empty, objective_in, parts_of
from egnatia.formats.sheets.economies import economy_of, named_in
from egnatia.formats.sheets.fields import Kind, terms_of
from egnatia.formats.sheets.guessing import guessed, title_made_of
from egnatia.formats.sheets.mapping import Mapping, Use
from egnatia.formats.sheets.tables import Table, folded
from egnatia.formats.values import read_amount
from egnatia.language import folded_words

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
