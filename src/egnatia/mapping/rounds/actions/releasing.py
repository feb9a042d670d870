"""Answers are opened to offices: to the focal points when they are handed in, to the secretariat when cleared.

Whoever hands in or clears is told so on the page, and does it for all answers of his organisation at once. What its
organisation has marked otherwise meanwhile (for named persons, or wider) stays as it is.
"""

from collections.abc import Sequence
from dataclasses import replace

from egnatia.kernel import records
from egnatia.kernel.marking import Tlp
from egnatia.kernel.models import Grant, Record
from egnatia.mapping.rounds.models import RoundAnswer

OPENED = (Tlp.AMBER, Tlp.AMBER_STRICT)  # the levels at which offices may be named


def release(answers: Sequence[RoundAnswer], offices: frozenset[str]) -> None:
    """Three questions of the database, however many answers there are."""
    opened = [answer.record for answer in answers if answer.record.tlp in OPENED]
    for record in opened:
        marking = replace(record.marking, offices=record.marking.offices | offices)
        granted = marking.tokens(owner=str(record.owner_id), author=record.author)
        records.set_marking(record, marking, granted)
    Record.objects.bulk_update(opened, ["offices", "marking_digest"])
    grants = [grant for record in opened for grant in records.grants_of(record)]
    Grant.objects.bulk_create(grants, ignore_conflicts=True)
