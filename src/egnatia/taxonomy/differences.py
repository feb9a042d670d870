"""What a version of a framework says differently from another one. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from egnatia.taxonomy.document import WRITTEN, FrameworkDocument, Labels
from egnatia.taxonomy.sheet import CROSSWALK, header_of, rows_of


@dataclass(frozen=True, slots=True)
class FrameworkChange:
    """One cell of one row that differs; a row that came or went has its English label before or after."""

    code: str
    column: str
    before: str
    after: str

    @property
    def label(self) -> str:
        return f"{self.code} {self.column}" if self.column else self.code


def changes(before: FrameworkDocument, after: FrameworkDocument) -> tuple[FrameworkChange, ...]:
    """In the order of the newer version; what went comes last."""
    old, new = _cells(before), _cells(after)
    found = [change for code in new for change in _of_row(code, old.get(code), new[code])]
    return (*found, *(FrameworkChange(code, "", cells["en"], "") for code, cells in old.items() if code not in new))


def _of_row(code: str, before: Labels | None, after: Labels) -> Iterator[FrameworkChange]:
    if before is None:
        yield FrameworkChange(code, "", "", after["en"])
        return
    for column in dict.fromkeys((*before, *after)):
        one, other = before.get(column, ""), after.get(column, "")
        if one != other:
            yield FrameworkChange(code, column, one, other)


def _cells(document: FrameworkDocument) -> dict[str, Labels]:
    """The table by code and column, without the column that says the code."""
    header = header_of(document)
    rows = (dict(zip(header, row, strict=True)) for row in rows_of(document))
    kept = ("level", *WRITTEN)
    return {
        row["code"]: {name: value for name, value in row.items() if name in kept or name.startswith(CROSSWALK)}
        for row in rows
    }
