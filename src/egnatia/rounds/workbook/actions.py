"""Carrying out what a workbook says, by the actions of the pages: all rows that can be, or, as a dry run, none."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from egnatia.kernel import ids
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.records import audit, lifecycle
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.status import TooManyHighs
from egnatia.pages.sheets import Fault
from egnatia.rounds.rounds.actions.answers import AnsweredMeanwhile, NewAnswer, open_to, put
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.questions import questions_of
from egnatia.rounds.workbook.rules import BASE, FILLED_BY, WorkbookChange, WorkbookPlan

Outcome = tuple[int, tuple[Fault, ...]]  # how many rows were carried out, and those that could not be


def tried(participant: UUID, plan: WorkbookPlan, marking: Marking, *, by: Reader) -> tuple[Fault, ...]:
    """The rows that would be refused: everything is done as in earnest, and undone at once."""
    with transaction.atomic():
        _done, faults = carry_out(participant, plan, marking, by=by)
        transaction.set_rollback(True)
    return faults


@transaction.atomic
def carry_out(participant: UUID, plan: WorkbookPlan, marking: Marking, *, by: Reader) -> Outcome:
    """Answer, change texts, state new needs under `marking`; a row that cannot be done is left out and listed.

    Each row is an action with an audit event of its own. Raises NotFound, NotAllowed as answering on the page does.
    """
    found = open_to(participant, by)
    asked = frozenset(each.about for each in questions_of(by, found))
    came = {"file": plan.file, "sheet": str(ids.new_id()), FILLED_BY: by.person}
    sheet = _Sheet(found, asked, came, marking)
    faults = tuple(fault for row in plan.rows if (fault := sheet.refused(row, by=by)))
    done = len(plan.rows) - len(faults)
    if done:
        audit.record("brought a sheet", "round-participant", found.pk, by=by, rows=done)
    return done, faults


class _Sheet:
    def __init__(self, found: Participant, asked: frozenset[UUID], came: dict[str, Any], marking: Marking) -> None:
        self._found, self._asked, self._marking = found, asked, marking
        self._provenance = came

    def refused(self, row: WorkbookChange, *, by: Reader) -> Fault | None:
        """Why a row could not be done; what it had begun is undone."""
        try:
            with transaction.atomic():
                self._do(row, by=by)
        except TooManyHighs as refused:
            expected = _("at most %(most)s needs of high priority; currently high: %(highs)s")
            named = {"most": refused.most, "highs": ", ".join(refused.highs)}
            return Fault(row.row, "priority", row.said.priority if row.said else "", expected % named)
        except NotAllowed:
            return Fault(row.row, "record", str(row.about or ""), _("a question or need that you may answer or change"))
        except (ChangedMeanwhile, AnsweredMeanwhile, NotFound, AlreadyThere):
            expected = _("a row not changed since you uploaded the file; upload it again")
            return Fault(row.row, "record", str(row.about or ""), expected)
        return None

    def _do(self, row: WorkbookChange, *, by: Reader) -> None:
        if row.about is None:
            assert row.said is not None
            lifecycle.create(NEED, row.said, self._marking, by=by, provenance=self._came(row, 0))
            return
        if row.answer is not None:
            if row.about not in self._asked:
                raise NotFound
            saying = NewAnswer(row.answer.verdict, row.answer.note, row.version, row.number)
            put(self._found, row.about, saying, by=by, provenance=self._came(row, row.filled_with[1]))
        if row.said is not None:
            came = self._came(row, row.filled_with[0])
            lifecycle.change(NEED, row.about, row.said, expected=row.version, by=by, provenance=came)

    def _came(self, row: WorkbookChange, filled: int) -> dict[str, Any]:
        return {**self._provenance, "row": row.row, BASE: filled}
