"""Cells of the matrix from what a reader sees: needs and works put together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from egnatia import coverage
from egnatia.coverage import OBJECTIVE, Cell, Key, NeedStatement, Rolled, level_of
from egnatia.needs.matrix.queries.tallies import MatrixQuery, Tallied
from egnatia.needs.needs.queries.visible import statements_seen_by

Shown = Cell | Rolled


@dataclass(frozen=True, slots=True)
class StatedNeeds:
    """The needs that a page rests on, confirmed or not."""

    needs: tuple[NeedStatement, ...]

    @property
    def confirmed(self) -> tuple[NeedStatement, ...]:
        return tuple(need for need in self.needs if need.confirmed)

    @property
    def economies(self) -> set[str]:
        """Those that state needs: the columns."""
        return {need.economy for need in self.confirmed}

    @property
    def unconfirmed(self) -> set[Key]:
        """Where something is drafted that nobody confirmed."""
        return {(coverage.cut(need.objective), need.economy) for need in self.needs if not need.confirmed}

    def below(self, code: str, economy: str = "") -> tuple[NeedStatement, ...]:
        """The needs at or under an objective, in one economy or in all."""
        return tuple(
            need
            for need in self.needs
            if coverage.cut(need.objective, level_of(code)) == code and economy in ("", need.economy)
        )


def stated(asking: MatrixQuery) -> StatedNeeds:
    """What the reader sees of the needs, for the perspective asked for."""
    needs: Iterable[NeedStatement] = statements_seen_by(asking.reader)
    wanted = asking.filters.perspective
    return StatedNeeds(tuple(need for need in needs if not wanted or need.perspective == wanted))


def leaf_cells(
    asking: MatrixQuery, needs: Sequence[NeedStatement], *, economy: str = "", under: str = ""
) -> dict[Key, Cell]:
    """The cells of objectives, of everything or of one economy or part of the framework."""
    return leaves_of(asking.tallies([OBJECTIVE], economy, under), needs, economy=economy, under=under)


def leaves_of(
    tallies: Tallied, needs: Sequence[NeedStatement], *, economy: str = "", under: str = ""
) -> dict[Key, Cell]:
    """The same, of works that are counted already."""
    found = coverage.matrix_of(needs, tallies[OBJECTIVE])
    return {key: cell for key, cell in found.items() if _inside(key, economy, under)}


def cells_at(
    asking: MatrixQuery, needs: Sequence[NeedStatement], level: int, *, economy: str = "", under: str = ""
) -> dict[Key, Shown]:
    """The cells at a level: at the upper ones a work stands once, however many objectives it serves there."""
    return cells_of(asking.tallies({OBJECTIVE, level}, economy, under), needs, level, economy=economy, under=under)


def cells_of(
    tallies: Tallied, needs: Sequence[NeedStatement], level: int, *, economy: str = "", under: str = ""
) -> dict[Key, Shown]:
    """The same, of works that are counted already: by objective and at the level."""
    inside = leaves_of(tallies, needs, economy=economy, under=under)
    if level == OBJECTIVE:
        return dict(inside)
    return dict(coverage.roll_up(inside, level, tallies[level]))


def _inside(key: Key, economy: str, under: str) -> bool:
    code, where = key
    return economy in ("", where) and (not under or code == under or code.startswith(f"{under}."))
