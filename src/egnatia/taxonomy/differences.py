"""A framework as a tree, and what a version of it says differently from another one. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from egnatia.taxonomy.document import WRITTEN, FrameworkDocument, FrameworkItem, Labels
from egnatia.taxonomy.forum import shipped_in_language
from egnatia.taxonomy.sheet import CROSSWALK, TERMS, elsewhere, header_of, rows_of


@dataclass(frozen=True, slots=True)
class CrosswalkCodes:
    """The codes of another scheme that come near to an objective, with their labels where known."""

    scheme: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Node:
    code: str
    label: str
    level: int
    below: tuple["Node", ...]
    elsewhere: tuple[CrosswalkCodes, ...]


def tree_of(document: FrameworkDocument, sectors: dict[str, str]) -> tuple[Node, ...]:
    """The headings with everything below them. `sectors`: labels of the vocabulary by code ("DAC:15137")."""
    return tuple(_node(aim, document, sectors) for aim in document.objectives if not aim.above)


def _node(aim: FrameworkItem, document: FrameworkDocument, sectors: dict[str, str]) -> Node:
    below = (each for each in document.objectives if each.above == aim.code)
    return Node(
        code=aim.code,
        label=shipped_in_language(aim.labels),
        level=aim.level,
        below=tuple(_node(each, document, sectors) for each in below),
        elsewhere=tuple(_elsewhere(aim, document, sectors)),
    )


def _elsewhere(aim: FrameworkItem, document: FrameworkDocument, sectors: dict[str, str]) -> Iterable[CrosswalkCodes]:
    for name, scheme in sorted(document.schemes.items()):
        if codes := elsewhere(document, aim, name):
            labels = {code: shipped_in_language(words) for code, words in scheme.labels.items()}
            called = (labels.get(code) or sectors.get(f"{name}:{code}", "") for code in codes)
            words = (f"{label} ({code})" if label else code for code, label in zip(codes, called, strict=True))
            yield CrosswalkCodes(shipped_in_language(scheme.title), tuple(words))


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
        row["code"]: {name: value for name, value in row.items() if name in kept or name.startswith((CROSSWALK, TERMS))}
        for row in rows
    }
