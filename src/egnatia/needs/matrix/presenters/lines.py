"""Cells as lines of a list: one objective after the other in one economy, or one economy after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from egnatia.activities.activities.labels import label
from egnatia.coverage import Cell, Rolled, level_of
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.names import MatrixNames
from egnatia.needs.matrix.presenters.figures import CellFigure, figure_of
from egnatia.needs.matrix.queries.open import CellState
from egnatia.needs.needs.rules import PRIORITIES
from egnatia.taxonomy.forum import EconomyName

STATES = ("open", "partly", "reported", "none")


@dataclass(frozen=True, slots=True)
class PageLink:
    label: str
    url: str
    lang: str = ""  # of a title; "" for words of ours


@dataclass(frozen=True, slots=True)
class CellRow:
    """`words` is the objective, or the economy where the list is about one objective."""

    words: str
    figure: CellFigure
    drafted: bool = False
    reported: tuple[str, ...] = ()  # of needs of the cell: reported as done, and by which reply

    @property
    def sentence(self) -> str:
        """The cell in words, for the column of one economy."""
        if self.figure.need:
            need = _("need stated (%(priority)s)") % {"priority": self.figure.need}
        else:
            need = _("draft need, not confirmed") if self.drafted else _("no need stated")
        said = (need, self.figure.spoken, self.figure.reason)
        return ", ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class StateGroup:
    """The cells of one economy in one state: `count` of them, the most pressing first."""

    state: str
    title: str
    count_words: str
    rows: tuple[CellRow, ...]

    @property
    def count(self) -> int:
        return len(self.rows)

    @property
    def folded(self) -> bool:
        """What nobody confirmed a need for stands below the three groups."""
        return self.state == "none"


def lines_of(cells: Mapping[str, Cell | Rolled], naming: MatrixNames, economy: str) -> tuple[CellRow, ...]:
    """In the framework's order, by objective."""
    ordered = [code for code in naming.objectives.labels if code in cells]
    return tuple(_row(cells[code], naming, economy, code) for code in ordered)


def groups_of(told: Mapping[str, CellState], naming: MatrixNames, economy: str) -> tuple[StateGroup, ...]:
    """All of one economy: open, partly, with activities; in each by priority, then in the framework's order.

    The three are always there; behind them is what no need is confirmed for, where there is such.
    """
    if not told:
        return ()
    together: dict[str, list[CellRow]] = {state: [] for state in STATES}
    ordered = sorted((code for code in naming.objectives.labels if code in told), key=lambda c: _priority(told[c].cell))
    for code in ordered:
        said = told[code]
        row = _row(said.cell, naming, economy, code)
        together[said.cell.state].append(replace(row, drafted=said.drafted, reported=said.reported))
    return tuple(
        StateGroup(state, label(labels.GROUP, state), label(labels.COUNTED, state), tuple(rows))
        for state, rows in together.items()
        if rows or state != "none"
    )


def _row(cell: Cell | Rolled, naming: MatrixNames, economy: str, code: str) -> CellRow:
    return CellRow(naming.objectives.full(code), figure_of(cell, url=naming.cell(economy, code), column=""))


def ranked(cells: Mapping[str, Cell], order: Sequence[str]) -> list[str]:
    """The keys of open and partly open cells, the most pressing first: by priority, then by state, then `order`.

    Only ever inside one economy or inside one objective.
    """
    open_ones = [key for key in order if key in cells and cells[key].state in ("open", "partly")]
    return sorted(open_ones, key=lambda key: (_priority(cells[key]), STATES.index(cells[key].state)))


def _priority(cell: Cell) -> int:
    return PRIORITIES.index(cell.priority) if cell.priority else len(PRIORITIES)


def crumbs(naming: MatrixNames, economy: EconomyName, code: str) -> tuple[PageLink, ...]:
    """The way back: the whole matrix, the economy, and what stands above in it."""
    from_top = [".".join(code.split(".")[:depth]) for depth in range(1, level_of(code))]
    return (
        PageLink(_("Needs and support"), naming.address("matrix")),
        PageLink(economy.name, naming.address("my-economy", economy=economy.code)),
        *(PageLink(naming.objectives.full(above), naming.cell(economy.code, above)) for above in from_top),
    )
