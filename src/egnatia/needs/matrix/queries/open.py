"""Open needs inside one economy or inside one objective, and where there is room to coordinate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from egnatia import coverage
from egnatia.coverage import EMPTY, OBJECTIVE, Cell, Tally
from egnatia.coverage.tallies import ACTIVE
from egnatia.needs.matrix.queries.cells import leaf_cells, stated
from egnatia.needs.matrix.queries.partners import own_cells
from egnatia.needs.matrix.queries.tallies import MatrixQuery

SEVERAL = 2  # partners


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Several partners are active for one objective while a neighbour under the same priority is open."""

    economy: str
    objective: str
    cell: Cell
    neighbours: tuple[str, ...]


def cells_of_economy(asking: MatrixQuery, economy: str) -> dict[str, Cell]:
    """Each objective that is needed or served there."""
    found = leaf_cells(asking, stated(asking).confirmed, economy=economy)
    return {code: cell for (code, _), cell in found.items()}


@dataclass(frozen=True, slots=True)
class CellState:
    """A cell, and whether something is drafted there that the economy has not confirmed."""

    cell: Cell
    drafted: bool


def sentences_of_economy(asking: MatrixQuery, economy: str) -> dict[str, CellState]:
    """Each objective that is needed or served there, or for which a need is drafted."""
    needs = stated(asking)
    cells = leaf_cells(asking, needs.confirmed, economy=economy)
    drafted = {code for code, where in needs.unconfirmed if where == economy}
    codes = {code for code, _ in cells} | drafted
    return {code: CellState(cells.get((code, economy), EMPTY), code in drafted) for code in sorted(codes)}


def cells_of_objective(asking: MatrixQuery, code: str) -> dict[str, Cell]:
    """Each economy in which it is needed or served."""
    found = leaf_cells(asking, stated(asking).confirmed, under=code)
    return {economy: cell for (objective, economy), cell in found.items() if objective == code}


def rooms(asking: MatrixQuery) -> list[Opportunity]:
    """For the secretariat all, for others those in which their own organisation is at work; in no order of value."""
    tallies = asking.tallies([OBJECTIVE])[OBJECTIVE]
    cells = coverage.matrix_of(stated(asking).confirmed, tallies)
    allowed = set(cells) if asking.reader.is_secretariat else own_cells(asking, OBJECTIVE)
    return [room for room in opportunities_in(cells, tallies) if (room.objective, room.economy) in allowed]


def opportunities_in(
    cells: Mapping[coverage.Key, Cell], tallies: Mapping[coverage.Key, Tally]
) -> Iterator[Opportunity]:
    """Where several partners are active beside an open need. Pure."""
    busy = {key for key, counted in tallies.items() if len(counted.of(ACTIVE, "dedicated").partners) >= SEVERAL}
    for key in sorted(cells.keys() & busy):
        yield from _room(key, cells)


def _room(key: coverage.Key, cells: Mapping[coverage.Key, Cell]) -> Iterator[Opportunity]:
    code, economy = key
    above = code.rpartition(".")[0]
    beside = sorted(
        other
        for (other, where), cell in cells.items()
        if where == economy and cell.state == "open" and other != code and other.rpartition(".")[0] == above
    )
    if beside:
        yield Opportunity(economy, code, cells[key], tuple(beside))
