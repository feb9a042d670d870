"""The page of one cell: what is needed, by whose word, what is done about it, and what would close it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.activities.activities.labels import label
from egnatia.activities.activities.rows import ActivityRow
from egnatia.coverage import Cell, Rolled, year_after
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.queries.works import CellActivity
from egnatia.needs.responses.queries import EconomyResponse
from egnatia.pages.amounts import percent

Words = Mapping[UUID, tuple[EconomyResponse, ...]]


@dataclass(frozen=True, slots=True)
class CellEntry:
    """An activity in this cell, and how it is counted."""

    row: ActivityRow
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivitySection:
    """Activities of one sort. `more`: how many are not listed here."""

    key: str
    title: str
    entries: tuple[CellEntry, ...]
    more: int

    @property
    def count(self) -> int:
        return len(self.entries) + self.more


def sections(
    works: Sequence[CellActivity], rows: Mapping[UUID, ActivityRow], words: Words
) -> tuple[ActivitySection, ...]:
    """Own measures, dedicated, regional; ended ones apart. Empty sections are left out."""
    active = [each for each in works if each.active]
    parts = (
        ("own", _("Own measures"), [each for each in active if each.footing == "own"]),
        ("dedicated", _("For this economy"), [each for each in active if each.footing == "dedicated"]),
        ("regional", _("Regional"), [each for each in active if each.footing == "regional"]),
        ("ended", _("Ended, not counted"), [each for each in works if not each.active]),
    )
    return tuple(_section(key, title, part, rows, words) for key, title, part in parts if part)


def _section(
    key: str, title: str, works: Sequence[CellActivity], rows: Mapping[UUID, ActivityRow], words: Words
) -> ActivitySection:
    entries = tuple(
        CellEntry(rows[each.id], tuple(_notes(each, words.get(each.id, ())))) for each in works if each.id in rows
    )
    return ActivitySection(key, title, entries, len(works) - len(entries))


def _notes(each: CellActivity, words: Sequence[EconomyResponse]) -> Iterable[str]:
    if each.phase == "planned":
        yield _("planned, funding not confirmed")
    yield from (f"{word.economy.name}: {word.said}" for word in words)
    if each.estimated:
        yield _("objective estimated, not confirmed")
    if each.share < 1:
        share = {"share": percent(each.share * 100)}
        yield (_("equal share: %(share)s %%") if each.undeclared else _("share: %(share)s %%")) % share


def closing_words(cell: Cell | Rolled, works: Sequence[CellActivity], as_of: date) -> tuple[str, ...]:
    """What would close the need; nothing where none is stated, nothing is missing, or many needs stand together."""
    if isinstance(cell, Rolled):
        return ()
    if cell.state == "open":
        return (_("One activity for this economy, or its own measure. Regional support alone does not close a need."),)
    if cell.state != "partly":
        return ()
    said = {**labels.CLOSES, "ends-soon": labels.GOES_ON[_ending([each for each in works if each.active], as_of)]}
    return tuple(label(said, reason) for reason in cell.reasons)


def _ending(active: Sequence[CellActivity], as_of: date) -> str:
    """What it is that ends soon: everything, or only what the state rests on, as `coverage.cell_of` has it."""
    if all(each.ends is not None and each.ends <= year_after(as_of) for each in active):
        return "all"
    here = {each.phase for each in active if each.footing != "regional"}
    if not here:
        return "regional"
    return "running" if "running" in here else "planned"
