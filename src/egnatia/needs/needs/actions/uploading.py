"""Carrying out what a sheet says: all rows that can be in one transaction, or, as a dry run, none of them."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from egnatia.kernel import ids
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.forum import forum, in_case
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from egnatia.kernel.transactions import savepoint
from egnatia.language import Case
from egnatia.needs.needs.actions.limiting import TooManyHighs
from egnatia.needs.needs.actions.stating import change_need, state_need
from egnatia.needs.needs.sheets import Plan, Planned
from egnatia.pages.sheets import Fault
from egnatia.people.marking.words import economy_name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan: under which identifier its rows are found again, and which could not be done."""

    sheet: UUID
    done: int
    faults: tuple[Fault, ...]


def tried(plan: Plan, marking: Marking, *, by: Reader) -> tuple[Fault, ...]:
    """The rows that would be refused: everything is done as in earnest, and undone at once."""
    with transaction.atomic():
        faults = carry_out(plan, marking, by=by).faults
        transaction.set_rollback(True)
    return faults


@transaction.atomic
def carry_out(plan: Plan, marking: Marking, *, by: Reader) -> Outcome:
    """State the new needs under `marking` and change the others; a row that cannot be done is left out and listed.

    Each row is an action with an audit event of its own; its version says which file and sheet it came in.
    """
    sheet = ids.new_id()
    found = [_refused(row, plan, sheet, marking, by=by) for row in plan.rows]
    faults = tuple(fault for fault in found if fault)
    return Outcome(sheet, len(plan.rows) - len(faults), faults)


def _refused(row: Planned, plan: Plan, sheet: UUID, marking: Marking, *, by: Reader) -> Fault | None:
    provenance = {"file": plan.file, "sheet": str(sheet), "row": row.row}
    try:
        with savepoint():
            if row.is_new:
                state_need(row.said, marking, by=by, provenance=provenance)
            else:
                change_need(UUID(row.record), row.said, expected=row.version, by=by, provenance=provenance)
    except TooManyHighs as refused:
        highs = ", ".join(refused.highs)
        expected = _("at most %(most)s of %(economy)s; high now: %(highs)s")
        economy = in_case(economy_name(refused.economy, forum()), Case.OF)
        named = {"most": refused.most, "economy": economy, "highs": highs}
        return Fault(row.row, "priority", row.said.priority, expected % named)
    except (ChangedMeanwhile, NotFound, NotAllowed, AlreadyThere):
        return Fault(
            row.row, "record", row.record, _("a need as it was when the sheet was read: it was changed meanwhile")
        )
    return None
