"""What a proposal would answer: the cells of its objectives in its economies, and the open needs beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import ngettext

from egnatia.coverage import EMPTY, PRIORITY, Cell, Key, NeedStatement, cut, year_after
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.needs.matrix.names import MatrixNames
from egnatia.needs.matrix.presenters.answers import CellSubject, title_words
from egnatia.needs.matrix.presenters.figures import CellFigure, figure_of
from egnatia.needs.matrix.queries.cells import leaf_cells, stated
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.queries.works import CellActivity, works_of_cells
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.lists import needs_of
from egnatia.proposals.extraction import Understood
from egnatia.proposals.rules import MOST_BESIDE, MOST_CELLS, months_until
from egnatia.taxonomy.forum import EconomyName, ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary


@dataclass(frozen=True, slots=True)
class Answered:
    """One cell: its sentence, its state, and what stands behind the need. `ending` is "" where support goes on."""

    key: Key  # objective and economy
    title: str
    place: str  # both in words
    url: str
    figure: CellFigure
    needs: tuple[NeedRow, ...]
    ending: str


@dataclass(frozen=True, slots=True)
class RelatedNeed:
    """An open need under the same priority, in one of the proposal's economies."""

    economy: str
    objective: str
    need: str
    url: str


@dataclass(frozen=True, slots=True)
class Needed:
    cells: tuple[Answered, ...]
    beside: tuple[RelatedNeed, ...]

    @property
    def stated(self) -> tuple[Answered, ...]:
        """The cells that a need stands in."""
        return tuple(cell for cell in self.cells if cell.needs)

    @property
    def without(self) -> tuple[Answered, ...]:
        """The cells in which they see no need: what is reported there concerns the proposal all the same."""
        return tuple(cell for cell in self.cells if not cell.needs)

    @property
    def partly(self) -> tuple[Answered, ...]:
        """The cells in which what is reported does not close the need."""
        return tuple(cell for cell in self.cells if cell.figure.state == "partly")

    @property
    def active(self) -> bool:
        """Whether activities are reported in any of the cells."""
        return any(cell.figure.dedicated or cell.figure.regional or cell.figure.own for cell in self.cells)

    @property
    def open(self) -> tuple[Answered, ...]:
        """The cells of which nobody does anything as far as they see."""
        return tuple(cell for cell in self.cells if cell.figure.state == "open")


def needed_by(understood: Understood, *, reader: Reader, names: ForumNames, vocabulary: Vocabulary) -> Needed:
    """From what `reader` sees; for members, like the matrix. In the fixed order of economies, by no value."""
    codes = [code for code in vocabulary.objectives.labels if code in understood.values("objective")]
    economies = [each for each in names.economies if each.code in understood.values("economy")]
    if reader.is_anonymous or not codes or not economies:
        return Needed((), ())
    asking = MatrixQuery(reader, MatrixFilters(), clock.today())
    return _Cells(asking, MatrixNames(names, vocabulary.objectives, asking.filters), economies, codes).needed()


@dataclass(frozen=True, slots=True)
class _Cells:
    asking: MatrixQuery
    naming: MatrixNames
    economies: Sequence[EconomyName]
    codes: Sequence[str]

    def needed(self) -> Needed:
        needs = stated(self.asking)
        cells: dict[Key, Cell] = {}
        for priority in dict.fromkeys(cut(code, PRIORITY) for code in self.codes):
            cells |= leaf_cells(self.asking, needs.confirmed, under=priority)
        return Needed(self._answered(needs.confirmed, cells), self._beside(cells))

    def _answered(self, needs: Sequence[NeedStatement], cells: dict[Key, Cell]) -> tuple[Answered, ...]:
        works = works_of_cells(self.asking, [each.code for each in self.economies], self.codes)
        stated_in = {(cut(need.objective), need.economy) for need in needs}
        keys = [(code, economy) for economy in self.economies for code in self.codes]
        # Of too many cells, those with a need: every one that is stated is quoted.
        kept = {key for key in keys if (key[0], key[1].code) in stated_in} | set(keys[:MOST_CELLS])
        keys = [key for key in keys if key in kept]
        rows = self._rows(needs, {(code, economy.code) for code, economy in keys})
        return tuple(
            self._cell(code, economy, cells.get(key, EMPTY), rows.get(key, ()), works.get(key, ()))
            for code, economy in keys
            for key in [(code, economy.code)]
        )

    def _rows(self, needs: Sequence[NeedStatement], keys: set[Key]) -> dict[Key, tuple[NeedRow, ...]]:
        wanted = [UUID(need.ref) for need in needs if (cut(need.objective), need.economy) in keys]
        found: dict[Key, tuple[NeedRow, ...]] = {}
        for row in needs_of(self.asking.reader, wanted, self.naming.names, self.naming.objectives):
            key = (cut(row.said.objective), row.economy.code)
            found[key] = (*found.get(key, ()), row)
        return found

    def _cell(
        self, code: str, economy: EconomyName, cell: Cell, needs: tuple[NeedRow, ...], works: tuple[CellActivity, ...]
    ) -> Answered:
        url = self.naming.cell(economy.code, code)
        words = self.naming.objectives.full(code)
        title = title_words(CellSubject(economy.name, words, needs, works))
        figure = figure_of(cell, url=url, column=economy.label)
        return Answered(
            (code, economy.code),
            title,
            f"{economy.name} – {words}",
            url,
            figure,
            needs,
            _ending(works, self.asking.as_of),
        )

    def _beside(self, cells: dict[Key, Cell]) -> tuple[RelatedNeed, ...]:
        found = [
            (economy, code, cell)
            for economy in self.economies
            for (code, where), cell in cells.items()
            if where == economy.code and cell.state == "open" and code not in self.codes
        ]
        return tuple(
            RelatedNeed(
                economy.name,
                self.naming.objectives.full(code),
                figure_of(cell, url="", column="").need,
                self.naming.cell(economy.code, code),
            )
            for economy, code, cell in found[:MOST_BESIDE]
        )


def _ending(works: Sequence[CellActivity], today: date) -> str:
    """Where all that runs for the economy itself ends within twelve months: in how many."""
    ends = [each.ends for each in works if each.phase == "running" and each.footing != "regional"]
    last = max((end for end in ends if end), default=None)
    if last is None or None in ends or last > year_after(today):
        return ""
    months = months_until(last, today)
    words = ngettext("Support ends in %(number)s month.", "Support ends in %(number)s months.", months)
    return words % {"number": months}
