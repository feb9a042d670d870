"""Cells of objectives put together: a priority or a heading in one economy."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from egnatia.coverage.cells import REASONS, Cell, Figures, Reason, State, figures_of, highest
from egnatia.coverage.framework import PRIORITY, cut
from egnatia.coverage.tallies import Key, Tally
from egnatia.coverage.works import Priority


@dataclass(frozen=True, slots=True)
class Rolled:
    """The objectives under one heading or priority in one economy. The figures are those of `Cell`."""

    state: State
    reasons: tuple[Reason, ...]  # those of its objectives that are "partly"
    priority: Priority | Literal[""]  # the highest of its needs
    open_priority: Priority | Literal[""]  # the highest among the objectives that are "open"
    open: int  # objectives with a need and no work
    partly: int
    reported: int
    dedicated: int
    regional: int
    own: int
    planned: int
    estimated: int
    undeclared: int
    ended: int

    @property
    def needed(self) -> int:
        """Objectives with a confirmed need."""
        return self.open + self.partly + self.reported

    @property
    def works(self) -> int:
        """All that counts: dedicated, regional and own."""
        return self.dedicated + self.regional + self.own


def roll_up(
    cells: Mapping[Key, Cell], level: int = PRIORITY, tallies: Mapping[Key, Tally] | None = None
) -> dict[Key, Rolled]:
    """The cells of objectives by the code at `level` (1 heading, 2 priority) and economy.

    The state is "open" or "reported" where all objectives with a need are, else "partly"; "none" without any need.
    With `tallies` counted at that level (`tally(rows_of(works, as_of, level))`) a work that serves two objectives of
    one priority stands once in the figures; without them the cells are added up, and it stands twice.
    """
    groups: dict[Key, list[Cell]] = {}
    for (code, economy), cell in cells.items():
        groups.setdefault((cut(code, level), economy), []).append(cell)
    counted = {} if tallies is None else tallies
    return {
        key: _rolled(group, _added(group) if tallies is None else figures_of(counted.get(key, Tally())))
        for key, group in groups.items()
    }


def _rolled(cells: list[Cell], figures: Figures) -> Rolled:
    states = [cell.state for cell in cells if cell.state != "none"]
    found = {reason for cell in cells for reason in cell.reasons}
    return Rolled(
        state=_together(set(states)),
        reasons=tuple(reason for reason in REASONS if reason in found),
        priority=highest(cell.priority for cell in cells),
        open_priority=highest(cell.priority for cell in cells if cell.state == "open"),
        open=states.count("open"),
        partly=states.count("partly"),
        reported=states.count("reported"),
        **figures,
    )


def _together(states: set[State]) -> State:
    if not states:
        return "none"
    return states.pop() if len(states) == 1 else "partly"


def _added(cells: Iterable[Cell]) -> Figures:
    rows = tuple(cells)
    return Figures(
        dedicated=sum(cell.dedicated for cell in rows),
        regional=sum(cell.regional for cell in rows),
        own=sum(cell.own for cell in rows),
        planned=sum(cell.planned for cell in rows),
        estimated=sum(cell.estimated for cell in rows),
        undeclared=sum(cell.undeclared for cell in rows),
        ended=sum(cell.ended for cell in rows),
    )
