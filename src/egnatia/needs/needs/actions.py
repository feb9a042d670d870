"""What is done with needs beside their life: answered, said in one's own words, brought in a sheet, taken back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from egnatia.kernel import ids
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.records import audit, lifecycle
from egnatia.kernel.records.versions import versions_seen_by
from egnatia.language import Case
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.needs.queries.sheets import SheetVersion, sheet_of
from egnatia.needs.needs.queries.visible import locked
from egnatia.needs.needs.rules import CONFIRMED, DECLINED, may_confirm
from egnatia.needs.needs.sheets import NeedSheetPlan, PlannedNeed
from egnatia.needs.needs.status import TooManyHighs, answer, require_room
from egnatia.pages.sheets import Fault
from egnatia.people.marking.words import economy_name
from egnatia.taxonomy.forum import forum, in_case


@transaction.atomic
def answer_need(record: UUID, verdict: str, *, expected: int, by: Reader) -> None:
    """Confirm the version `expected`, or say that the economy does not ("confirmed", "declined").

    The record stays as it is: its owner wrote it, the economy speaks for itself. Raises NotFound where they see none,
    NotAllowed("need-focal-point") where they are not the economy's focal point, ("need-changed") for another version,
    TooManyHighs where there is no room for another high.
    """
    need = locked(by, record)
    if not by.strong:
        raise NotAllowed("second-factor")
    if not may_confirm(by, need.economy_id):
        raise NotAllowed("need-focal-point")
    if need.record.version != expected:
        raise NotAllowed("need-changed")
    if verdict == CONFIRMED and need.status != CONFIRMED:
        require_room(need.economy_id, need.priority, by=by, drafts=False, but=record)
    answer(need, verdict, by=by)
    audit.record(verdict, Need.KIND, need.pk, by=by, version=expected)


@transaction.atomic
def restate_need(draft: UUID, said: NeedContent, marking: Marking, *, by: Reader) -> UUID:
    """A draft in the economy's own words: its focal point states it anew and sets the draft aside.

    Raises NotFound where there is no such draft to be seen, NotAllowed where the reader does not speak for its economy.
    """
    before = locked(by, draft)
    if not may_confirm(by, before.economy_id):
        raise NotAllowed(by.why_not("need-focal-point"))
    if before.status != DECLINED:
        answer(before, DECLINED, by=by)
    made = lifecycle.create(NEED, said, marking, by=by)
    audit.record("restated", Need.KIND, before.pk, by=by, anew=str(made))
    return made


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What became of a plan: under which identifier its rows are found again, and which could not be done."""

    sheet: UUID
    done: int
    faults: tuple[Fault, ...]


def tried(plan: NeedSheetPlan, marking: Marking, *, by: Reader) -> tuple[Fault, ...]:
    """The rows that would be refused: everything is done as in earnest, and undone at once."""
    with transaction.atomic():
        faults = carry_out(plan, marking, by=by).faults
        transaction.set_rollback(True)
    return faults


@transaction.atomic
def carry_out(plan: NeedSheetPlan, marking: Marking, *, by: Reader) -> SheetResult:
    """State the new needs under `marking` and change the others; a row that cannot be done is left out and listed.

    Each row is an action with an audit event of its own; its version says which file and sheet it came in.
    """
    sheet = ids.new_id()
    found = [_refused(row, plan, sheet, marking, by=by) for row in plan.rows]
    faults = tuple(fault for fault in found if fault)
    return SheetResult(sheet, len(plan.rows) - len(faults), faults)


def _refused(row: PlannedNeed, plan: NeedSheetPlan, sheet: UUID, marking: Marking, *, by: Reader) -> Fault | None:
    provenance = {"file": plan.file, "sheet": str(sheet), "row": row.row}
    try:
        with transaction.atomic():
            if row.is_new:
                lifecycle.create(NEED, row.said, marking, by=by, provenance=provenance)
            else:
                known, record = row.version, UUID(row.record)
                lifecycle.change(NEED, record, row.said, expected=known, by=by, provenance=provenance)
    except TooManyHighs as refused:
        highs = ", ".join(refused.highs)
        expected = _("high-priority needs of %(economy)s: at most %(most)s; currently high: %(highs)s")
        economy = in_case(economy_name(refused.economy, forum()), Case.OF)
        named = {"most": refused.most, "economy": economy, "highs": highs}
        return Fault(row.row, "priority", row.said.priority, expected % named)
    except (ChangedMeanwhile, NotFound, NotAllowed, AlreadyThere):
        return Fault(
            row.row, "record", row.record, _("the current version of the need (it was changed in the meantime)")
        )
    return None


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows were taken back, and how many stay because somebody has changed or answered them since."""

    back: int
    stay: int


@transaction.atomic
def undo_sheet(sheet: UUID, *, by: Reader) -> Undone:
    """Raises NotFound where their organisation sent no such sheet."""
    versions = sheet_of(by, sheet).versions
    back = sum(_undone(version, sheet, by=by) for version in versions if version.state == "here")
    return Undone(back, sum(version.state != "undone" for version in versions) - back)


def _undone(version: SheetVersion, sheet: UUID, *, by: Reader) -> bool:
    if _answered_by_others(version, by=by):
        return False
    if version.created:
        lifecycle.withdraw(NEED, version.need, by=by)
        return True
    before = _before(version, by=by)
    if before is None:
        return False
    try:
        with transaction.atomic():
            undone = {"undone": str(sheet)}
            lifecycle.change(NEED, version.need, before, expected=version.number, by=by, provenance=undone)
    except TooManyHighs:
        return False
    return True


def _answered_by_others(version: SheetVersion, *, by: Reader) -> bool:
    return NeedAnswer.objects.filter(need=version.need, version=version.number).exclude(by=by.name).exists()


def _before(version: SheetVersion, *, by: Reader) -> NeedContent | None:
    """What it said before; None where they may not read that."""
    seen = {each.number: each.content for each in versions_seen_by(by, version.need, Need.KIND)}
    body: dict[str, Any] | None = seen.get(version.number - 1)
    return NEED.read(body) if body is not None else None
