"""The state of a cell: what is needed, what is done about it, and why that may not be enough."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from egnatia.coverage.framework import cut
from egnatia.coverage.tallies import ACTIVE, FOOTINGS, Footing, Key, Tally, rows_of, tally
from egnatia.coverage.works import NeedStatement, Phase, Priority, Work

State = Literal["none", "open", "partly", "reported"]
Reason = Literal["planned-only", "only-regional", "single-partner", "only-training", "ends-soon"]
REASONS: tuple[Reason, ...] = ("planned-only", "only-regional", "single-partner", "only-training", "ends-soon")
PRIORITIES: tuple[Priority, ...] = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Cell:
    """One objective in one economy on a day. `dedicated`, `regional` and `own` have no work in common; planned works
    are among them, ended ones are not."""

    state: State = "none"
    reasons: tuple[Reason, ...] = ()  # of "partly", in the order of REASONS: the first is the one to show
    priority: Priority | Literal[""] = ""  # the highest of the confirmed needs
    needs: int = 0
    dedicated: int = 0
    regional: int = 0
    own: int = 0
    planned: int = 0  # of the three above
    estimated: int = 0  # of the three above: their objective is suggested, not confirmed
    undeclared: int = 0  # of the three above: an equal share was taken
    ended: int = 0  # told apart, in no other figure

    @property
    def works(self) -> int:
        """All that counts: dedicated, regional and own."""
        return self.dedicated + self.regional + self.own


EMPTY = Cell()
_FIRMEST_FIRST: tuple[tuple[Phase, tuple[Footing, ...]], ...] = (
    ("running", ("dedicated", "own")),
    ("planned", ("dedicated", "own")),
    ("running", ("regional",)),
    ("planned", ("regional",)),
)


def cell_of(counted: Tally, statements: Iterable[NeedStatement], *, at: Key) -> Cell:
    """The cell `at` (objective, economy) from works counted there and the needs stated there.

    The state, in this order:
    1. none: no confirmed need is stated there, whatever is reported.
    2. open: a need, and no work that is running or planned.
    3. partly: a need and work, but at least one of the reasons below holds.
    4. reported: a need and work, and none of them holds. Whether it suffices is not judged.

    A cell is carried by the firmest work in it: what runs and is dedicated or the economy's own; where there is none,
    what is planned and dedicated or own; else regional work that runs; else regional work that is planned. Reasons:
    - planned-only: the dedicated and own work is all planned; or there is none, and the regional work is all planned.
    - only-regional: all that runs is regional; or nothing runs, and all that is planned is regional.
    - single-partner: what carries the cell has at most one known partner, and no own measure is part of it.
    - only-training: all that carries the cell is training and nothing else.
    - ends-soon: all that carries the cell states an end within twelve months.
    So regional work alone never makes a cell "reported", nor does it help dedicated work to do so, nor hide it. Ended
    work has no part in any of this. Estimated work counts and is told.
    """
    stated = [each for each in statements if _stands_at(each, at)]
    active = counted.works(ACTIVE, *FOOTINGS)
    reasons = _reasons(counted) if stated and active else ()
    return Cell(
        state=_state(bool(stated), active, reasons),
        reasons=reasons,
        priority=highest(need.priority for need in stated),
        needs=len(stated),
        **figures_of(counted),
    )


class Figures(TypedDict):
    """The figures of a cell, by the name of its fields."""

    dedicated: int
    regional: int
    own: int
    planned: int
    estimated: int
    undeclared: int
    ended: int


def figures_of(counted: Tally) -> Figures:
    """The figures of a cell from its works."""
    active = [counts for (_, phase), counts in counted.counts.items() if phase in ACTIVE]
    return Figures(
        dedicated=counted.works(ACTIVE, "dedicated"),
        regional=counted.works(ACTIVE, "regional"),
        own=counted.works(ACTIVE, "own"),
        planned=counted.works(("planned",), *FOOTINGS),
        estimated=sum(counts.estimated for counts in active),
        undeclared=sum(counts.undeclared for counts in active),
        ended=counted.works(("ended",), *FOOTINGS),
    )


def highest(priorities: Iterable[Priority | Literal[""]]) -> Priority | Literal[""]:
    """The highest of some priorities, "" for none."""
    found = set(priorities)
    return next((each for each in PRIORITIES if each in found), "")


def cell(statements: Sequence[NeedStatement], works: Iterable[Work], as_of: date, *, at: Key) -> Cell:
    """The cell `at` (objective, economy); statements and works elsewhere are passed over. See `cell_of`."""
    return cell_of(tally(rows_of(works, as_of)).get(at, Tally()), statements, at=at)


def matrix(statements: Iterable[NeedStatement], works: Iterable[Work], as_of: date) -> dict[Key, Cell]:
    """Every cell with a confirmed need or a work in it, ended ones included. See `cell_of`; elsewhere `EMPTY` holds."""
    return matrix_of(statements, tally(rows_of(works, as_of)))


def matrix_of(statements: Iterable[NeedStatement], tallies: dict[Key, Tally]) -> dict[Key, Cell]:
    """`matrix` from works that are counted already."""
    needs: dict[Key, list[NeedStatement]] = {}
    for each in statements:
        if each.confirmed:
            needs.setdefault((cut(each.objective), each.economy), []).append(each)
    keys = dict.fromkeys((*needs, *tallies))
    return {key: cell_of(tallies.get(key, Tally()), needs.get(key, ()), at=key) for key in sorted(keys)}


def _stands_at(statement: NeedStatement, at: Key) -> bool:
    place = (cut(statement.objective), statement.economy)
    return statement.confirmed and place == at


def _state(needed: bool, works: int, reasons: tuple[Reason, ...]) -> State:
    if not needed:
        return "none"
    if not works:
        return "open"
    return "partly" if reasons else "reported"


def _reasons(tally: Tally) -> tuple[Reason, ...]:
    """The reasons that hold, of a cell in which something runs or is planned."""
    there = {each: tally.works((each[0],), *each[1]) for each in _FIRMEST_FIRST}
    own_runs, own_planned, regional_runs, _ = map(bool, there.values())
    when, footings = next(each for each, works in there.items() if works)
    carrying = tally.of((when,), *footings)
    measures = "own" in footings and tally.works((when,), "own")
    holds: dict[Reason, bool] = {
        "planned-only": not own_runs and (own_planned or not regional_runs),
        "only-regional": not own_runs and (regional_runs or not own_planned),
        "single-partner": len(carrying.partners) < 2 and not measures,
        "only-training": carrying.only_training == carrying.works,
        "ends-soon": carrying.ending == carrying.works,
    }
    return tuple(each for each in REASONS if holds[each])
