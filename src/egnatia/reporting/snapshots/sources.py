"""What is kept of activities and needs when they are frozen, which part of the matrix, and the cells that follow. Pure.

A publication keeps only these; a snapshot keeps more of them, see `kept`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from egnatia import coverage
from egnatia.coverage import OBJECTIVE, PRIORITY, Cell, Counts, Key, NeedStatement, Rolled, TallyRow
from egnatia.needs.matrix.rules import LEVELS


@dataclass(frozen=True, slots=True)
class MatrixPart:
    """Which part of the matrix: what stands in its address beside the filters."""

    level: int = PRIORITY
    under: str = ""
    all_rows: bool = False
    all_columns: bool = False

    @classmethod
    def of(cls, said: Mapping[str, object]) -> "MatrixPart":
        """From the fields of the address that could be used."""
        level, under = str(said.get("level", "priority")), str(said.get("under", ""))
        return cls(LEVELS[level], under, "all_rows" in said, "all_columns" in said)

    def holds(self, code: str) -> bool:
        return not self.under or code == self.under or code.startswith(f"{self.under}.")


class FrozenSlice(msgspec.Struct, frozen=True):
    """The part of an activity in one cell, at one level."""

    level: int
    objective: str
    economy: str
    estimated: bool
    undeclared: bool


class FrozenWork(msgspec.Struct, frozen=True):
    """An activity as it counted on the day on which it was frozen.

    `updated` says which of several with one identifier is the newest. Without slices it only stands for older ones.
    """

    identifier: str
    updated: str
    title: str
    language: str
    footing: coverage.Footing
    phase: coverage.Phase
    training: bool
    ending: bool
    partners: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    slices: tuple[FrozenSlice, ...] = ()


class FrozenNeed(msgspec.Struct, frozen=True):
    """A need as its economy stated and confirmed it; `words` in the language in which they were first written."""

    objective: str
    economy: str
    priority: coverage.Priority
    words: str
    language: str
    source: str
    page: str
    year: int


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One record that is rested on: the version, and who could read that when it was frozen."""

    record: UUID
    version: int
    tokens: frozenset[str]
    frozen: msgspec.Struct  # a FrozenWork, a FrozenNeed, or what else a snapshot keeps


@dataclass(frozen=True, slots=True)
class Sources:
    """Those that one reader may read; of several activities with one identifier the newest of them."""

    works: tuple[tuple[UUID, FrozenWork], ...]
    needs: tuple[tuple[UUID, FrozenNeed], ...]

    @classmethod
    def of(cls, sources: Sequence[SourceRecord]) -> "Sources":
        works = [(each.record, each.frozen) for each in sources if isinstance(each.frozen, FrozenWork)]
        needs = [(each.record, each.frozen) for each in sources if isinstance(each.frozen, FrozenNeed)]
        return cls(tuple(_newest(works)), tuple(needs))

    @property
    def economies(self) -> set[str]:
        """Those that state needs: the columns."""
        return {need.economy for _, need in self.needs}

    @property
    def partners(self) -> int:
        return len({partner for _, work in self.works for partner in work.partners})

    def cells(self, part: MatrixPart) -> Mapping[Key, Cell | Rolled]:
        """The cells of the part, at its level."""
        leaves = self.leaves(part)
        if part.level == OBJECTIVE:
            return leaves
        return coverage.roll_up(leaves, part.level, self.tallies(part))

    def tallies(self, part: MatrixPart) -> dict[Key, coverage.Tally]:
        """The works by cell, at the level of the part."""
        return coverage.tally(self._rows(part, part.level))

    def leaves(self, part: MatrixPart) -> dict[Key, Cell]:
        """The cells of the objectives in the part."""
        stated = [_statement(record, need) for record, need in self.needs]
        found = coverage.matrix_of(stated, coverage.tally(self._rows(part, OBJECTIVE)))
        return {key: cell for key, cell in found.items() if part.holds(key[0])}

    def _rows(self, part: MatrixPart, level: int) -> Iterator[TallyRow]:
        for _, work in self.works:
            for each in work.slices:
                if each.level == level and part.holds(each.objective):
                    yield TallyRow(each.objective, each.economy, work.footing, work.phase, _counts(work, each))

    def inside(self, code: str, economy: str) -> "Sources":
        """Those behind one cell of any level."""
        level = coverage.level_of(code)
        works = tuple(
            (record, work)
            for record, work in self.works
            if any((each.level, each.objective, each.economy) == (level, code, economy) for each in work.slices)
        )
        here = (each for each in self.needs if each[1].economy == economy)
        return Sources(works, tuple(each for each in here if coverage.cut(each[1].objective, level) == code))


def _newest(works: Iterable[tuple[UUID, FrozenWork]]) -> Iterator[tuple[UUID, FrozenWork]]:
    newest: dict[str, tuple[str, UUID]] = {}
    kept = list(works)
    for record, work in kept:
        if work.identifier:
            newest[work.identifier] = max((work.updated, record), newest.get(work.identifier, ("", record)))
    for record, work in kept:
        if work.slices and (not work.identifier or newest[work.identifier] == (work.updated, record)):
            yield record, work


def _counts(work: FrozenWork, each: FrozenSlice) -> Counts:
    return Counts(
        works=1,
        only_training=work.training,
        ending=work.ending,
        estimated=each.estimated,
        undeclared=each.undeclared,
        partners=frozenset(work.partners),
    )


def _statement(record: UUID, need: FrozenNeed) -> NeedStatement:
    return NeedStatement(ref=str(record), objective=need.objective, economy=need.economy, priority=need.priority)
