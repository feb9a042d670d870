"""Works counted by cell. A database may count instead: `TallyRow` is one line of its GROUP BY."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from typing import Literal

from egnatia.coverage.framework import OBJECTIVE
from egnatia.coverage.slices import slices
from egnatia.coverage.works import Phase, Slice, Work, ends_soon, phase

Footing = Literal["dedicated", "regional", "own"]
FOOTINGS: tuple[Footing, ...] = ("dedicated", "regional", "own")
ACTIVE: tuple[Phase, ...] = ("running", "planned")
Key = tuple[str, str]  # objective, economy


@dataclass(frozen=True, slots=True)
class Counts:
    """How many works, and of how many of them a thing is true."""

    works: int = 0
    only_training: int = 0
    ending: int = 0  # the stated end lies within twelve months
    estimated: int = 0
    undeclared: int = 0  # an equal share was taken
    partners: frozenset[str] = frozenset()  # any two of them are enough for a cell's state

    def plus(self, other: "Counts") -> "Counts":
        """Both together; they must have no work in common."""
        return Counts(
            works=self.works + other.works,
            only_training=self.only_training + other.only_training,
            ending=self.ending + other.ending,
            estimated=self.estimated + other.estimated,
            undeclared=self.undeclared + other.undeclared,
            partners=self.partners | other.partners,
        )


NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted in one cell, by footing and phase. `ended` works are only told apart."""

    counts: dict[tuple[Footing, Phase], Counts] = field(default_factory=dict)

    def of(self, phases: tuple[Phase, ...], *footings: Footing) -> Counts:
        """All works on one of these footings in one of these phases."""
        found = [counts for key, counts in self.counts.items() if key[0] in footings and key[1] in phases]
        return found[0] if len(found) == 1 else reduce(Counts.plus, found, NOTHING)

    def works(self, phases: tuple[Phase, ...], *footings: Footing) -> int:
        """How many these are."""
        return sum(counts.works for key, counts in self.counts.items() if key[0] in footings and key[1] in phases)


@dataclass(frozen=True, slots=True)
class TallyRow:
    """The works of one cell with the same footing and phase, counted."""

    objective: str
    economy: str
    footing: Footing
    phase: Phase
    counts: Counts


def tally(rows: Iterable[TallyRow]) -> dict[Key, Tally]:
    """Rows put together by cell. Two rows of one cell, footing and phase are added."""
    tallies: dict[Key, dict[tuple[Footing, Phase], Counts]] = {}
    for row in rows:
        cell = tallies.setdefault((row.objective, row.economy), {})
        kind = (row.footing, row.phase)
        cell[kind] = cell[kind].plus(row.counts) if kind in cell else row.counts
    return {key: Tally(counts) for key, counts in tallies.items()}


def rows_of(works: Iterable[Work], as_of: date, level: int = OBJECTIVE) -> Iterator[TallyRow]:
    """A row for each slice of each work: what a database groups."""
    for work in works:
        when = phase(work, as_of)
        of_work = Counts(
            works=1,
            only_training=work.types == {"training"},
            ending=ends_soon(work, as_of),
            partners=work.partners,
        )
        for each in slices(work, level):
            counts = replace(of_work, estimated=each.estimated, undeclared=not each.declared)
            yield TallyRow(each.objective, each.economy, footing(work, each), when, counts)


def footing(work: Work, part: Slice) -> Footing:
    """Own measures of the economy, regional support, or support dedicated to it."""
    if work.sort == "own-measure":
        return "own"
    return "regional" if part.regional else "dedicated"
