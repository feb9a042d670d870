"""Needs as rows of a table: what is written out, and from the cells that come back to what a need says.

Pure: what is known is handed in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from msgspec.structs import asdict

from egnatia.activities.activities.labels import LANGUAGE, Labels
from egnatia.formats import neutralised
from egnatia.kernel.records.content import ByLanguage
from egnatia.language import economy_code
from egnatia.language.script import fold
from egnatia.needs.needs import labels
from egnatia.needs.needs.fields import NeedContent
from egnatia.needs.needs.rules import LONGEST
from egnatia.pages.originals import with_words
from egnatia.pages.record_forms import typed_of
from egnatia.pages.sheets import Fault, SheetRow, canonical
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives, is_leaf

EDITABLE = (
    "economy", "objective", "priority", "nature", "perspective", "language", "words", "words_en", "source", "page",
    "round",
)  # fmt: skip
HEADER = ("record", *EDITABLE, "status", "confirmed_by", "confirmed_on", "tlp", "marking")


def cells_of(said: NeedContent) -> dict[str, str]:
    """The cells that can be changed, by column."""
    typed = typed_of(asdict(said))
    return {column: str(typed[column] or "") for column in EDITABLE}


def changed_cells(row: SheetRow, before: NeedContent) -> dict[str, str]:
    """The cells that say something else than the need does now. A column that the table has not is as it was."""
    now = {column: canonical(neutralised(cell)) for column, cell in cells_of(before).items()}
    sent = {column: canonical(row.cells[column]) for column in EDITABLE if column in row.cells}
    return {column: cell for column, cell in sent.items() if cell != now[column]}


SHOWN = 80  # characters of a cell that a fault repeats


class Unusable(Exception):  # noqa: N818 - said as the report says it
    """A cell that cannot be used; `expected` says what could."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True, slots=True)
class NeedCellParser:
    """What cells may mean: the economies that the sender speaks for, and the objectives there are."""

    names: ForumNames
    objectives: Objectives
    economies: frozenset[str]

    def said(self, number: int, cells: Mapping[str, str], before: NeedContent | None) -> NeedContent | list[Fault]:
        """What the row says: `cells` are those that differ from `before`; of a new need all that it has."""
        values: dict[str, object] = {}
        faults = []
        for column, cell in self._asked(cells, before):
            try:
                values[column] = self._readers[column](cell)
            except Unusable as unusable:
                faults.append(Fault(number, column, cell[:SHOWN], unusable.expected))
        return faults or _joined(before, values)

    def _asked(self, cells: Mapping[str, str], before: NeedContent | None) -> Iterator[tuple[str, str]]:
        """A new need must say its economy, its objective and its words."""
        needed = {} if before else {"economy": "", "objective": "", "words": ""}
        yield from {**needed, **cells}.items()

    @property
    def _readers(self) -> Mapping[str, Callable[[str], object]]:
        return {
            "economy": self._economy,
            "objective": self._objective,
            "priority": lambda cell: _term(cell, labels.PRIORITY) or "medium",
            "nature": lambda cell: _term(cell, labels.NATURE),
            "perspective": lambda cell: _term(cell, labels.PERSPECTIVE),
            "language": _language,
            "words": _words,
            "words_en": lambda cell: _text(cell, LONGEST),
            "source": lambda cell: _text(cell, 300),
            "page": lambda cell: _text(cell, 40),
            "round": _year,
        }

    def _economy(self, cell: str) -> str:
        ours = {spelling: each.code for each in self.names.economies for spelling in (each.code, fold(each.name))}
        code = ours.get(cell.upper()) or ours.get(fold(cell)) or economy_code(cell) or ""
        if code not in self.economies:
            allowed = ", ".join(each.code for each in self.names.economies if each.code in self.economies)
            raise Unusable(_("an economy that you represent: %(allowed)s") % {"allowed": allowed})
        return code

    def _objective(self, cell: str) -> str:
        code = cell.split(maxsplit=1)[0].rstrip(".") if cell else ""
        if code not in self.objectives.labels or not is_leaf(code):
            raise Unusable(_("the code of an objective of the framework in use, such as 2.3.2"))
        return code


def _joined(before: NeedContent | None, values: Mapping[str, Any]) -> NeedContent:
    """The need with what the cells say; words in other languages stay."""
    kept = before.words if before else ByLanguage()
    words, language = kept.first()
    said = {"words": words, "language": language, **values}
    plain = {name: value for name, value in values.items() if name not in ("words", "language", "words_en")}
    english = str(values.get("words_en", kept.texts.get("en", "") if language != "en" else ""))
    texts = with_words(said["words"], said["language"], english, kept.texts, kept.original)
    plain["words"] = ByLanguage({code: text for code, text in texts.items() if text}, said["language"])
    return msgspec.structs.replace(before, **plain) if before else NeedContent(**plain)


def _term(cell: str, known: Labels) -> str:
    """A code, or its label in the reader's language."""
    named = {spelling: code for code, words in known.items() for spelling in (code, fold(str(words)))}
    if cell and fold(cell) not in named:
        raise Unusable(_("one of: %(terms)s") % {"terms": ", ".join(known)})
    return named.get(fold(cell), "")


def _language(cell: str) -> str:
    if cell and cell.lower() not in LANGUAGE:
        raise Unusable(_("a language code, such as sq, sr or mk"))
    return cell.lower()


def _words(cell: str) -> str:
    if not cell:
        raise Unusable(_("what is missing, in the economy's own words"))
    return _text(cell, LONGEST)


def _text(cell: str, longest: int) -> str:
    if len(cell) > longest:
        raise Unusable(_("at most %(number)s characters") % {"number": longest})
    return cell


def _year(cell: str) -> int | None:
    number = cell.removesuffix(".0")
    if number and not (number.isascii() and number.isdigit() and 2000 <= int(number[:5]) <= 2100):
        raise Unusable(_("a year such as 2026, or an empty cell"))
    return int(number) if number else None
