"""What a version of a framework says differently from another one. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.needs.frameworks.document import WRITTEN, Document, Labels
from egnatia.needs.frameworks.sheet import CROSSWALK, header_of, rows_of


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of one row that differs; a row that came or went has its English label before or after."""

    code: str
    column: str
    before: str
    after: str

    @property
    def label(self) -> str:
        return f"{self.code} {self.column}" if self.column else self.code


def changes(before: Document, after: Document) -> tuple[Change, ...]:
    """In the order of the newer version; what went comes last."""
    old, new = _cells(before), _cells(after)
    found = [change for code in new for change in _of_row(code, old.get(code), new[code])]
    return (*found, *(Change(code, "", cells["en"], "") for code, cells in old.items() if code not in new))


def _of_row(code: str, before: Labels | None, after: Labels) -> Iterator[Change]:
    if before is None:
        yield Change(code, "", "", after["en"])
        return
    for column in dict.fromkeys((*before, *after)):
        one, other = before.get(column, ""), after.get(column, "")
        if one != other:
            yield Change(code, column, one, other)


def _cells(document: Document) -> dict[str, Labels]:
    """The table by code and column, without the column that says the code."""
    header = header_of(document)
    rows = (dict(zip(header, row, strict=True)) for row in rows_of(document))
    kept = ("level", *WRITTEN)
    return {
        row["code"]: {name: value for name, value in row.items() if name in kept or name.startswith(CROSSWALK)}
        for row in rows
    }
