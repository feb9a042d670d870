"""A publication as its pages show it: the same table as the matrix, without the ways into it that only members have."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.activities.activities.labels import label
from egnatia.coverage import EMPTY, level_of
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.names import MatrixNames
from egnatia.needs.matrix.presenters.board import Board, Drawing
from egnatia.needs.matrix.presenters.figures import CellFigure, figure_of
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.needs.needs import labels as need_labels
from egnatia.pages.amounts import figure
from egnatia.reporting.snapshots.sources import FrozenNeed, FrozenWork, MatrixPart, Sources
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives


class FrozenNaming(MatrixNames):
    """Only cells lead anywhere: to what stands behind them. `root` is its address, "" before it has one."""

    def address(self, name: str, *args: str, **more: str) -> str:  # noqa: ARG002 - as of the matrix
        return ""

    def below(self, code: str) -> str:  # noqa: ARG002 - as of the matrix
        return ""

    def cell(self, economy: str, code: str) -> str:
        return f"{self.root}{economy}/{code}/" if self.root else ""


def naming_of(names: ForumNames, objectives: Objectives, root: str = "") -> FrozenNaming:
    return FrozenNaming(names, objectives, MatrixFilters(), root)


def board_of(sources: Sources, part: MatrixPart, naming: MatrixNames) -> Board:
    cells, stating = sources.cells(part), sources.economies
    drawing = Drawing(naming, cells, part.level, part.under, stating, part.all_rows, part.all_columns)
    return drawing.board()


def basis_words(sources: Sources) -> str:
    """ "Rests on 12 activities of 7 organisations and on 5 confirmed needs of 3 economies." """
    counted = (
        (ngettext("%(number)s activity", "%(number)s activities", len(sources.works)), len(sources.works)),
        (ngettext("%(number)s organisation", "%(number)s organisations", sources.partners), sources.partners),
        (ngettext("%(number)s confirmed need", "%(number)s confirmed needs", len(sources.needs)), len(sources.needs)),
        (ngettext("%(number)s economy", "%(number)s economies", len(sources.economies)), len(sources.economies)),
    )
    activities, organisations, needs, economies = (words % {"number": figure(number)} for words, number in counted)
    said = {"activities": activities, "organisations": organisations, "needs": needs, "economies": economies}
    return _("Based on %(activities)s of %(organisations)s and %(needs)s of %(economies)s.") % said


@dataclass(frozen=True, slots=True)
class ShownWork:
    """An activity behind a figure, as it was."""

    id: UUID
    title: str
    lang: str
    who: str
    notes: str


@dataclass(frozen=True, slots=True)
class ShownNeed:
    """A need behind a figure, in its economy's own words."""

    id: UUID
    words: str
    lang: str
    economy: str
    objective: str
    priority: str
    year: str
    where: str


@dataclass(frozen=True, slots=True)
class PublicationRecords:
    """What stands behind a publication, or behind one of its cells."""

    works: tuple[ShownWork, ...]
    needs: tuple[ShownNeed, ...]


def shown(sources: Sources, naming: MatrixNames) -> PublicationRecords:
    return PublicationRecords(
        tuple(_work(record, work) for record, work in sources.works),
        tuple(_need(record, need, naming) for record, need in sources.needs),
    )


def _work(record: UUID, work: FrozenWork) -> ShownWork:
    notes = (label(labels.FOOTING, work.footing), label(labels.PHASE, work.phase))
    return ShownWork(record, work.title, work.language, ", ".join(work.names), ", ".join(notes))


def _need(record: UUID, need: FrozenNeed, naming: MatrixNames) -> ShownNeed:
    economy = naming.names.economy(need.economy)
    return ShownNeed(
        id=record,
        words=need.words,
        lang=need.language,
        economy=economy.name if economy else need.economy,
        objective=naming.objectives.full(need.objective),
        priority=label(need_labels.PRIORITY, need.priority),
        year=str(need.year),
        where=", ".join(_source(need)),
    )


def _source(need: FrozenNeed) -> Iterator[str]:
    if need.source:
        yield need.source
    if need.page:
        yield _("page %(page)s") % {"page": need.page}


@dataclass(frozen=True, slots=True)
class ShownCell:
    title: str
    figure: CellFigure
    inside: PublicationRecords


def cell_of(sources: Sources, part: MatrixPart, naming: MatrixNames, economy: str, code: str) -> ShownCell | None:
    """The cell at the level of its code; None where the publication has no such cell."""
    name = naming.names.economy(economy)
    level = level_of(code)
    if name is None or code not in naming.objectives.labels or level not in (1, 2, 3) or not part.holds(code):
        return None
    cell = sources.cells(MatrixPart(level, part.under)).get((code, economy), EMPTY)
    words = _("%(economy)s – %(objective)s") % {"economy": name.name, "objective": naming.objectives.label(code)}
    return ShownCell(words, figure_of(cell, url="", column=name.label), shown(sources.inside(code, economy), naming))
