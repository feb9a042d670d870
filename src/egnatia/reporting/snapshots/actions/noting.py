"""Writing a note on what a round comes to, and withdrawing it. Each is one transaction and one audit event."""

from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.columns import folded_name
from egnatia.kernel import audit, records
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.reporting.snapshots.models import RoundNote
from egnatia.reporting.snapshots.queries.notes import may_write, note_row
from egnatia.reporting.snapshots.rules import Noted
from egnatia.rounds.rounds.queries.visible import round_row


@transaction.atomic
def write_note(round: UUID, noted: Noted, marking: Marking, *, by: Reader) -> UUID:  # noqa: A002 - its name
    """Raises NotFound where he sees no such round, NotAllowed("round-note") where he takes no part in it."""
    found = round_row(by, round)
    if not may_write(by, found):
        raise NotAllowed("round-note")
    record = records.create(RoundNote.KIND, _content(noted), marking, by=by)
    note: RoundNote = RoundNote.objects.create(
        record=record,
        round=found,
        sort=RoundNote.Sort(noted.sort),
        text=noted.text,
        carried_out_by=noted.carried_out_by,
        due=noted.due,
        by=by.name,
        organisation=by.organisation_name,
        at=record.published_at,
    )
    audit.record("noted", RoundNote.KIND, note.pk, by=by, sort=noted.sort, tlp=marking.tlp.value)
    return record.pk


@transaction.atomic
def withdraw_note(record: UUID, *, by: Reader) -> UUID:
    """Take one's own organisation's note from everybody's sight; the round that it was on. What is frozen stays
    frozen, and is read by nobody any more.
    """
    found = note_row(by, record)
    records.withdraw(found.record, by=by)
    audit.record("withdrew", RoundNote.KIND, found.pk, by=by)
    return UUID(str(found.round_id))


def _content(noted: Noted) -> VersionContent:
    due = noted.due.isoformat() if noted.due else ""
    body = {"sort": noted.sort, "text": noted.text, "carried_out_by": noted.carried_out_by, "due": due}
    return VersionContent(search=folded_name(noted.text), body=body)
