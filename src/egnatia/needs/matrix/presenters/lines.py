"""Cells as lines of a list: one objective after the other in one economy, or one economy after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.coverage import Cell, Rolled, level_of
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

    @property
    def sentence(self) -> str:
        """The cell in words, for the column of one economy."""
        if self.figure.need:
            need = _("need stated (%(priority)s)") % {"priority": self.figure.need}
        else:
            need = _("draft need, not confirmed") if self.drafted else _("no need stated")
        said = (need, _activities(self.figure), self.figure.reason)
        return ", ".join(part for part in said if part)


@dataclass(frozen=True, slots=True)
class PriorityGroup:
    """Rows under one heading or priority."""

    words: str
    rows: tuple[CellRow, ...]


def _activities(figure: CellFigure) -> str:
    """ "2 activities, 3 regional, 1 own measure" """
    parts = (
        (ngettext("%(number)s activity", "%(number)s activities", figure.dedicated), figure.dedicated),
        (ngettext("%(number)s regional activity", "%(number)s regional activities", figure.regional), figure.regional),
        (ngettext("%(number)s own measure", "%(number)s own measures", figure.own), figure.own),
    )
    said = [words % {"number": number} for words, number in parts if number]
    return ", ".join(said) or _("no activity reported")


def lines_of(cells: Mapping[str, Cell | Rolled], naming: MatrixNames, economy: str) -> tuple[CellRow, ...]:
    """In the framework's order, by objective."""
    ordered = [code for code in naming.objectives.labels if code in cells]
    return tuple(_row(cells[code], naming, economy, code) for code in ordered)


def parts_of(told: Mapping[str, CellState], naming: MatrixNames, economy: str) -> tuple[PriorityGroup, ...]:
    """All of one economy under the priorities that they stand under, in the framework's order."""
    together: dict[str, list[CellRow]] = {}
    for code in naming.objectives.labels:
        if code in told:
            row = _row(told[code].cell, naming, economy, code, drafted=told[code].drafted)
            together.setdefault(code.rpartition(".")[0], []).append(row)
    return tuple(PriorityGroup(naming.objectives.full(above), tuple(rows)) for above, rows in together.items())


def _row(cell: Cell | Rolled, naming: MatrixNames, economy: str, code: str, *, drafted: bool = False) -> CellRow:
    url = naming.cell(economy, code)
    return CellRow(naming.objectives.full(code), figure_of(cell, url=url, column=""), drafted)


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
