"""Sends a question to holders whom the asker cannot see. Whether there are any is not known here, and not told."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.stored import plain
from egnatia.kernel import audit, records
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.proposals.models import Question

OWN_HOUSE = Marking(Tlp.AMBER_STRICT)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, where to reply, what is told of the proposal, and what the proposal is compared by."""

    text: str
    mailbox: str
    disclosed: Sequence[tuple[str, str]]
    facts: overlap.Activity


@transaction.atomic
def ask(asked: Asked, *, by: Reader) -> UUID:
    """A question of the reader's organisation, seen by its staff. Delivering it is a job's work."""
    content = VersionContent(
        title={"und": asked.text[:200]},
        search=folded_name(asked.text),
        body={"text": asked.text, "mailbox": asked.mailbox, "disclosed": [list(pair) for pair in asked.disclosed]},
    )
    record = records.create(Question.KIND, content, OWN_HOUSE, by=by)
    Question.objects.create(
        record=record,
        text=asked.text,
        mailbox=asked.mailbox,
        disclosed=[list(pair) for pair in asked.disclosed],
        facts=plain(asked.facts),
        asked_by=by.name,
        asked_at=record.published_at,
    )
    audit.record("asked", Question.KIND, record.pk, by=by)
    return record.pk
