"""Answers are opened to offices: to the focal points when they are handed in, to the secretariat when cleared.

Whoever hands in or clears is told so on the page, and does it for all answers of their organisation at once. What its
organisation has marked otherwise meanwhile (for named persons, or wider) stays as it is.
"""

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.tokens import SECRETARIAT
from egnatia.kernel.models import Grant, Record
from egnatia.rounds.rounds.models import Participant, RoundAnswer
from egnatia.rounds.rounds.queries.clearance import OPENED, opens_to


def hold_still(participant: Participant) -> None:
    """Nobody marks an answer otherwise before this transaction ends: what is read now is what is opened."""
    answers = RoundAnswer.objects.filter(participant=participant).values("pk")
    list(Record.objects.select_for_update().filter(pk__in=answers).order_by("pk").values_list("pk", flat=True))


def release(answers: Collection[UUID], offices: frozenset[str]) -> frozenset[UUID]:
    """Those of the answers that all `offices` read now. Three questions of the database, however many there are."""
    there = Record.objects.select_for_update().filter(pk__in=answers, withdrawn_at=None)
    found = list(there.order_by("pk"))
    opened = [record for record in found if record.tlp in OPENED]
    for record in opened:
        _set(record, replace(record.marking, offices=record.marking.offices | offices))
    Record.objects.bulk_update(opened, ["offices", "marking_digest"])
    grants = [grant for record in opened for grant in records.grants_of(record)]
    Grant.objects.bulk_create(grants, ignore_conflicts=True)
    return frozenset(record.pk for record in found if opens_to(record, offices))


def withhold(answer: RoundAnswer) -> None:
    """The secretariat reads on when it is cleared again; before that it is as handing in left it."""
    record = answer.record
    record.refresh_from_db(from_queryset=Record.objects.select_for_update())
    if SECRETARIAT not in record.offices:
        return
    _set(record, replace(record.marking, offices=record.marking.offices - {SECRETARIAT}))
    record.save(update_fields=["offices", "marking_digest"])
    records.grant(record)


def _set(record: Record, marking: Marking) -> None:
    records.set_marking(record, marking, marking.tokens(owner=str(record.owner_id), author=record.author))
