"""Open needs inside one economy or inside one objective, and where there is room to coordinate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from egnatia import coverage
from egnatia.coverage import EMPTY, OBJECTIVE, Cell, NeedStatement, Tally, cut
from egnatia.coverage.tallies import ACTIVE
from egnatia.kernel.access.reader import Reader
from egnatia.needs.matrix.queries.cells import leaf_cells, stated
from egnatia.needs.matrix.queries.partners import own_cells
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.presenters import reported_words
from egnatia.needs.needs.queries.visible import replies_to

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
    """A cell, whether something is drafted there that the economy has not confirmed, and sentences about needs that
    were reported as done or no longer needed."""

    cell: Cell
    drafted: bool
    reported: tuple[str, ...] = ()


def sentences_of_economy(asking: MatrixQuery, economy: str) -> dict[str, CellState]:
    """Each objective that is needed or served there, or for which a need is drafted."""
    needs = stated(asking)
    cells = leaf_cells(asking, needs.confirmed, economy=economy)
    drafted = {code for code, where in needs.unconfirmed if where == economy}
    codes = {code for code, _ in cells} | drafted
    told = _reported(asking.reader, [need for need in needs.needs if need.economy == economy])
    return {
        code: CellState(cells.get((code, economy), EMPTY), code in drafted, tuple(told.get(code, ())))
        for code in sorted(codes)
    }


def _reported(reader: Reader, needs: Sequence[NeedStatement]) -> dict[str, list[str]]:
    """What was replied about needs, by objective: once cleared for everybody, before that for who sees the reply."""
    rows = Need.visible_to(reader).filter(pk__in=[UUID(need.ref) for need in needs]).exclude(reported="")
    words = {str(row.pk): reported_words(row) for row in rows.select_related("record").defer("record__search")}
    own = [UUID(need.ref) for need in needs if need.economy in reader.economies]
    words |= {str(about): said for about, said in replies_to(reader, own).items() if not words.get(str(about))}
    found: dict[str, list[str]] = {}
    for need in needs:
        if said := words.get(need.ref):
            found.setdefault(cut(need.objective), []).append(said)
    return found


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
