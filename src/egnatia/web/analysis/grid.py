"""The section of report.html on what is reported by priority and economy."""

from dataclasses import dataclass

from egnatia.coverage import HEADING, PRIORITY, Cell, Objective, cut
from egnatia.web.analysis import phrases
from egnatia.web.analysis.coverage import Served, basis


@dataclass(frozen=True, slots=True)
class GridLine:
    """A priority and its figures, one for each economy of the head: "2 + 3r", or "" for none."""

    heading: str
    name: str
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoverageGrid:
    """Priorities by economies. Only what has a figure is shown; the rest is named below."""

    basis: str
    economies: tuple[str, ...]  # short labels
    names: str  # which labels stand for what
    lines: tuple[GridLine, ...]
    without: str
    elsewhere: str


def grid_of(served: Served) -> CoverageGrid:
    """The grid of the region's economies, in their order."""
    cells = {key: cell for key, cell in served.cells(PRIORITY).items() if cell.works}
    economies = tuple(code for code in phrases.REGION if any(key[1] == code for key in cells))
    lines = {each: _line(each, served, cells, economies) for each in served.at(PRIORITY)}
    without = [_label(each) for each, line in lines.items() if not any(line.figures)]
    outside = {key[1] for key in cells} - set(phrases.REGION)
    elsewhere = phrases.counted(len(outside), "economy", "economies")
    return CoverageGrid(
        basis=basis(served),
        economies=tuple(map(phrases.label, economies)),
        names=", ".join(f"{phrases.label(code)} {phrases.economy(code)}" for code in economies),
        lines=tuple(line for line in lines.values() if any(line.figures)),
        without=f"No activity reported: {phrases.listed(without, len(without))}." if without else "",
        elsewhere=f"Activities in {elsewhere} outside the region are in matrix.csv." if outside else "",
    )


def _line(
    priority: Objective, served: Served, cells: dict[tuple[str, str], Cell], economies: tuple[str, ...]
) -> GridLine:
    above = next((each for each in served.at(HEADING) if each.code == cut(priority.code, HEADING)), priority)
    figures = (cells.get((priority.code, economy)) for economy in economies)
    return GridLine(_label(above), _label(priority), tuple(_figure(each) if each else "" for each in figures))


def _figure(cell: Cell) -> str:
    """Dedicated and own work, then regional work."""
    near = cell.dedicated + cell.own
    return f"{near} + {cell.regional}r" if cell.regional else str(near)


def _label(objective: Objective) -> str:
    return f"{objective.code} {objective.labels.get('en', '')}".strip()
