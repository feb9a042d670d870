"""The matrix as a page shows it: columns, groups of rows, cells. Nothing is sorted by value, nothing is added up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from egnatia.coverage import EMPTY, HEADING, Key, level_of
from egnatia.needs.matrix.names import MatrixNames
from egnatia.needs.matrix.presenters.figures import CellFigure, figure_of
from egnatia.needs.matrix.queries.cells import Shown
from egnatia.taxonomy.forum import EconomyName


@dataclass(frozen=True, slots=True)
class BoardColumn:
    code: str
    label: str
    name: str
    footnoted: bool
    url: str
    own: bool = False  # the reader's


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A row: one heading, priority or objective."""

    code: str
    words: str
    url: str
    figures: tuple[CellFigure, ...]

    @property
    def bare(self) -> bool:
        return all(figure.bare for figure in self.figures)


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """Rows under one heading or priority; `words` is "" where there is none above them."""

    words: str
    url: str
    lines: tuple[BoardLine, ...]


@dataclass(frozen=True, slots=True)
class Board:
    columns: tuple[BoardColumn, ...]
    groups: tuple[BoardGroup, ...]
    folded: int  # rows without need and activity
    hidden: int  # economies of the forum that state no need

    @property
    def width(self) -> int:
        return len(self.columns) + 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a board is drawn from. The reader's own economies come first, the others in the forum's order.

    `everything`: with empty rows and with economies that state no need.
    """

    naming: MatrixNames
    cells: Mapping[Key, Shown]
    level: int
    under: str
    stating: set[str]
    all_rows: bool = False
    all_columns: bool = False
    own: frozenset[str] = frozenset()  # the economies that the reader speaks for

    def board(self) -> Board:
        names = self.naming.names
        shown = names.economies if self.all_columns else self.naming.economies(self.stating)
        shown = tuple(sorted(shown, key=lambda economy: economy.code not in self.own))
        lines = [self._line(code, shown) for code in self.naming.codes(self.level, self.under)]
        kept = [line for line in lines if self.all_rows or not line.bare]
        return Board(
            columns=tuple(self._column(economy) for economy in shown),
            groups=tuple(self._groups(kept)),
            folded=len(lines) - len(kept),
            hidden=len(names.economies) - len(shown),
        )

    def _column(self, economy: EconomyName) -> BoardColumn:
        url = self.naming.address("my-economy", economy=economy.code)
        return BoardColumn(economy.code, economy.label, economy.name, economy.footnoted, url, economy.code in self.own)

    def _line(self, code: str, columns: tuple[EconomyName, ...]) -> BoardLine:
        figures = tuple(self._figure(code, economy) for economy in columns)
        return BoardLine(code, self.naming.objectives.full(code), self.naming.below(code), figures)

    def _figure(self, code: str, economy: EconomyName) -> CellFigure:
        cell = self.cells.get((code, economy.code), EMPTY)
        return figure_of(
            cell, url=self.naming.cell(economy.code, code), column=economy.label, own=economy.code in self.own
        )

    def _groups(self, lines: list[BoardLine]) -> Iterator[BoardGroup]:
        together: dict[str, list[BoardLine]] = {}
        for line in lines:
            above = "" if level_of(line.code) == HEADING else line.code.rpartition(".")[0]
            together.setdefault(above, []).append(line)
        for above, found in together.items():
            words = self.naming.objectives.full(above) if above else ""
            yield BoardGroup(words, self.naming.below(above) if above else "", tuple(found))
