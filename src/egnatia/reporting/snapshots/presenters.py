"""A round's findings as its pages show them: the analysis of today, what would be frozen, and a snapshot alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec
from django.urls import reverse
from django.utils.translation import gettext as _

from egnatia import overlap
from egnatia.activities.activities.labels import label
from egnatia.coverage import EMPTY, PRIORITY, Cell, Key, State
from egnatia.matching import labels as match_labels
from egnatia.matching.clauses import MatchLabels
from egnatia.matching.queries.money import FundingTotal
from egnatia.matching.sentences import Sentence, sentence
from egnatia.needs.matrix import labels as matrix_labels
from egnatia.needs.matrix.presenters.board import Board
from egnatia.needs.matrix.presenters.lines import PageLink
from egnatia.needs.matrix.presenters.opportunities import ShownOpportunity, opportunities_shown
from egnatia.needs.needs import labels as need_labels
from egnatia.reporting.snapshots.board import (
    FrozenNaming,
    PublicationRecords,
    ShownCell,
    basis_words,
    board_of,
    cell_of,
    shown,
)
from egnatia.reporting.snapshots.findings import Findings, MatchRead
from egnatia.reporting.snapshots.items import MatchKept, NeedKept, WorkKept
from egnatia.reporting.snapshots.sources import MatrixPart

MOST_MATCHES = 50  # of a page, the strongest; all of them stand behind its figures


@dataclass(frozen=True, slots=True)
class OpenNeeds:
    """The open needs of one economy, or under one objective: in the order of priority, never across economies."""

    title: str
    lines: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A match with its two activities, what it says, and what its owners say."""

    id: UUID
    sentence: Sentence
    left: PageLink
    right: PageLink
    state: str
    views: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    words: str
    steps: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that the board gets."""

    basis: str
    board: Board
    by_economy: tuple[OpenNeeds, ...]
    by_objective: tuple[OpenNeeds, ...]
    matches: tuple[MatchLine, ...]
    more_matches: int
    synergies: tuple[MatchLine, ...]
    more_synergies: int
    money: tuple[FundingTotal, ...]
    without_amount: int
    rooms: tuple[ShownOpportunity, ...]
    inside: PublicationRecords
    changes: tuple[ChangeLine, ...] = ()
    compared: bool = False


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell whose state is another one."""

    key: Key
    before: State
    now: State


@dataclass(frozen=True, slots=True)
class SnapshotChanges:
    """Needs and activities by record: those that came, those that went, and needs that say something else now."""

    needs_new: tuple[UUID, ...]
    needs_gone: tuple[UUID, ...]
    needs_changed: tuple[UUID, ...]
    works_new: tuple[UUID, ...]
    works_gone: tuple[UUID, ...]
    cells: tuple[CellChange, ...]


def changes(before: Findings, now: Findings) -> SnapshotChanges:
    """What is new in `now`, what is no more, and the cells whose state differs, in their order."""
    old, new, earlier = before.leaves(), now.leaves(), before.needs
    moved = (
        CellChange(key, old.get(key, EMPTY).state, new.get(key, EMPTY).state) for key in sorted(old.keys() | new.keys())
    )
    return SnapshotChanges(
        needs_new=_without(now.needs, before.needs),
        needs_gone=_without(before.needs, now.needs),
        needs_changed=tuple(
            record for record, need in now.needs.items() if record in earlier and _other(earlier[record], need)
        ),
        works_new=_without(now.works, before.works),
        works_gone=_without(before.works, now.works),
        cells=tuple(each for each in moved if each.before != each.now),
    )


def _without(these: Mapping[UUID, object], those: Mapping[UUID, object]) -> tuple[UUID, ...]:
    return tuple(record for record in these if record not in those)


def _other(before: NeedKept, now: NeedKept) -> bool:
    """Whether a need says something else: not that it was confirmed once more."""
    return (before.objective, before.priority, before.texts) != (now.objective, now.priority, now.texts)


@dataclass(frozen=True, slots=True)
class Showing:
    """How things are called here. `naming.root` is where the cells of what is shown stand."""

    naming: FrozenNaming
    words: MatchLabels

    def analysis(self, found: Findings, before: Findings | None = None) -> Analysis:
        """`before`: an earlier state to compare with."""
        cells = found.open_cells()
        matches, pairs = found.matches[:MOST_MATCHES], found.synergies()
        return Analysis(
            basis=basis_words(found.sources),
            board=board_of(found.sources, MatrixPart(PRIORITY), self.naming),
            by_economy=tuple(self._by_economy(cells)),
            by_objective=tuple(self._by_objective(cells)),
            matches=tuple(self._match(each, found.works) for each in matches),
            more_matches=len(found.matches) - len(matches),
            synergies=tuple(self._match(each, found.works) for each in pairs[:MOST_MATCHES]),
            more_synergies=max(len(pairs) - MOST_MATCHES, 0),
            money=found.money(),
            without_amount=sum(work.amount is None for work in found.works.values()),
            rooms=opportunities_shown(found.rooms(), self.naming),
            inside=shown(found.sources, self.naming),
            changes=self._changes(before, found) if before else (),
            compared=before is not None,
        )

    def cell(self, found: Findings, economy: str, code: str) -> ShownCell | None:
        """What stands behind one figure, at the level of its code."""
        return cell_of(found.sources, MatrixPart(), self.naming, economy, code)

    def _by_economy(self, cells: Mapping[Key, Cell]) -> Iterable[OpenNeeds]:
        for economy in self.naming.names.economies:
            codes = self._ranked(cells, economy.code)
            if codes:
                lines = tuple(self._line(cells[code, economy.code], code, economy.code) for code in codes)
                yield OpenNeeds(economy.name, lines)

    def _ranked(self, cells: Mapping[Key, Cell], economy: str) -> list[str]:
        order = list(need_labels.PRIORITY)
        here = [(code, cell) for (code, where), cell in cells.items() if where == economy]
        return [code for code, cell in sorted(here, key=lambda each: (order.index(each[1].priority), each[0]))]

    def _line(self, cell: Cell, code: str, economy: str) -> PageLink:
        said = {"objective": self.naming.objectives.full(code), "priority": label(need_labels.PRIORITY, cell.priority)}
        return PageLink(_("%(objective)s: %(priority)s") % said, self.naming.cell(economy, code))

    def _by_objective(self, cells: Mapping[Key, Cell]) -> Iterable[OpenNeeds]:
        for code in sorted({code for code, _economy in cells}):
            lines = tuple(
                PageLink(economy.name, self.naming.cell(economy.code, code))
                for economy in self.naming.names.economies
                if (code, economy.code) in cells
            )
            yield OpenNeeds(self.naming.objectives.full(code), lines)

    def _match(self, found: MatchRead, works: Mapping[UUID, WorkKept]) -> MatchLine:
        return MatchLine(
            id=found.kept.match,
            sentence=sentence(engine_match(found.kept), self.words),
            left=_work_step(found.left, works[found.left]),
            right=_work_step(found.right, works[found.right]),
            state=match_labels.label(match_labels.STATE, found.state),
            views=tuple(
                ": ".join(filter(None, (match_labels.label(match_labels.VERDICT, view.verdict), view.note)))
                for view in found.views
            ),
        )

    def _changes(self, before: Findings, now: Findings) -> tuple[ChangeLine, ...]:
        found = changes(before, now)
        parts = (
            (_("Needs added"), [self._need(record, now.needs[record]) for record in found.needs_new]),
            (_("Needs changed"), [self._need(each, now.needs[each]) for each in found.needs_changed]),
            (_("Needs no longer included"), [self._need(each, before.needs[each]) for each in found.needs_gone]),
            (_("Activities added"), [_work_step(each, now.works[each]) for each in found.works_new]),
            (_("Activities no longer included"), [_work_step(each, before.works[each]) for each in found.works_gone]),
            (_("Cells with a changed status"), [self._cell(each) for each in found.cells]),
        )
        return tuple(ChangeLine(words, tuple(steps)) for words, steps in parts if steps)

    def _need(self, record: UUID, need: NeedKept) -> PageLink:
        economy = self.naming.names.economy(need.economy)
        objective = self.naming.objectives.full(need.objective)
        said = {"economy": economy.name if economy else need.economy, "objective": objective}
        return PageLink(_("%(economy)s – %(objective)s") % said, reverse("needs:need", args=[record]))

    def _cell(self, change: CellChange) -> PageLink:
        code, where = change.key
        economy = self.naming.names.economy(where)
        said = {
            "economy": economy.name if economy else where,
            "objective": self.naming.objectives.full(code),
            "before": label(matrix_labels.STATE, change.before),
            "now": label(matrix_labels.STATE, change.now),
        }
        words = _("%(economy)s – %(objective)s: %(before)s, now %(now)s") % said
        return PageLink(words, self.naming.cell(where, code))


def _work_step(record: UUID, work: WorkKept) -> PageLink:
    return PageLink(work.title, reverse("activities:activity", args=[record]), work.language)


def engine_match(kept: MatchKept) -> overlap.MatchResult:
    """What the engine said, as it was frozen."""
    said = {
        "kind": kept.kind,
        "score": kept.score,
        "confidence": kept.confidence,
        "direction": kept.direction,
        "components": kept.components,
        "evidence": kept.evidence,
        "doubts": kept.doubts,
    }
    return msgspec.convert(said, type=overlap.MatchResult)
