"""One need of a row, in the economy's own words. A row that names several economies or objectives says several."""

from collections.abc import Iterator

import msgspec

from egnatia.formats.sheets.cells import CellFault, Cells
from egnatia.formats.sheets.economies import economy_of, named_in


class SheetNeed(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="outcome", tag="need"):
    """What a row says is needed. "" where it does not say it; `line` is the row's number."""

    economy: str
    objective: str
    words: str
    priority: str = ""
    nature: str = ""
    perspective: str = ""
    source: str = ""
    page: str = ""
    stated: str = ""
    language: str = ""
    element: int = 0
    line: int = 0


def need_in(cells: Cells, *, element: int) -> Iterator[SheetNeed]:
    """Raises CellFault where the row names no economy, no objective or no words."""
    words = "\n\n".join(dict.fromkeys(cell for _, cell in cells.said("words")))
    if not words:
        raise CellFault("cell-words", cells.column_of("words"), "")
    objectives = cells.terms("objectives")
    if not objectives:
        raise CellFault("cell-objective", cells.column_of("objectives"), "")
    for economy in _economies(cells):
        for objective in objectives:
            yield SheetNeed(
                economy=economy,
                objective=objective,
                words=words,
                priority=_one(cells, "priority"),
                nature=_one(cells, "nature"),
                perspective=_one(cells, "perspective"),
                source=cells.first("source") or cells.mapping.source,
                page=cells.first("page"),
                stated=cells.date("stated"),
                language=cells.mapping.language,
                element=element,
                line=cells.row.number,
            )


def _one(cells: Cells, field: str) -> str:
    return next(iter(cells.terms(field)), "")


def _economies(cells: Cells) -> list[str]:
    found: list[str] = []
    for place, cell in cells.said("economies"):
        for name, _ in named_in(cell):
            said = place.use.values.get(name)
            codes = said if said is not None else (economy_of(name),)
            if "" in codes:
                raise CellFault("cell-economy", place.use.column, name)
            found += codes
    found += cells.mapping.always.get("economies", ())
    if not found:
        raise CellFault("cell-economy", cells.column_of("economies"), "")
    return list(dict.fromkeys(found))
