"""The objectives that needs are stated under, and what they are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from egnatia.kernel.forum import terms

LEVELS_OF_A_LEAF = 3  # heading 2, priority 2.3, objective 2.3.2: what a cell of the matrix is


@dataclass(frozen=True, slots=True)
class Objectives:
    """Labels by code, in the framework's order, in the reader's language."""

    labels: Mapping[str, str]

    def label(self, code: str) -> str:
        """The words without the code; the code where it has none."""
        return self.labels.get(code, code)

    def full(self, code: str) -> str:
        """Code and words: "2.3.2 Probation and support after release"."""
        words = self.labels.get(code)
        return f"{code} {words}" if words else code

    def path(self, code: str) -> tuple[str, ...]:
        """The words of everything above it, the widest first."""
        parts = code.split(".")
        above = (".".join(parts[:depth]) for depth in range(1, len(parts)))
        return tuple(self.full(each) for each in above if each in self.labels)

    def leaves(self) -> tuple[str, ...]:
        return tuple(code for code in self.labels if is_leaf(code))

    def place(self, code: str) -> tuple[int, str]:
        """What objectives are ordered by: as the framework has them, unknown ones behind."""
        known = list(self.labels)
        return (known.index(code) if code in self.labels else len(known), code)

    def grouped(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The leaves as options, by the priority that they stand under."""
        found: dict[str, list[tuple[str, str]]] = {}
        for code in self.leaves():
            found.setdefault(code.rpartition(".")[0], []).append((code, self.full(code)))
        yield from ((self.full(above), options) for above, options in found.items())

    def below(self, code: str) -> list[str]:
        """An objective and everything below it: "2.3" gives "2.3", "2.3.1" …"""
        return [code, *(each for each in self.labels if each.startswith(f"{code}."))]


def is_leaf(code: str) -> bool:
    return code.count(".") == LEVELS_OF_A_LEAF - 1


def objectives() -> Objectives:
    """One query, the same for every reader."""
    return Objectives(terms("objective"))
