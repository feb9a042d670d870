"""What was accepted is adopted, or stands in a text that circulates. Inside the transaction of whoever freezes it."""

from datetime import date

from django.db.models import QuerySet

from egnatia.kernel import clock
from egnatia.kernel.reader import Reader
from egnatia.rounds.rounds.models import Participant, Round, RoundStep
from egnatia.rounds.rounds.rules import ACCEPTED, ADOPTED


def hold_accepted(found: Round, until: date) -> None:
    """Nothing of it is taken back while it circulates: whoever is not content objects. After `until` it is adopted."""
    _accepted(found).update(held_until=until)


def let_go(found: Round) -> None:
    """Silence was broken: everything is as it was before."""
    found.participants.update(held_until=None)


def adopt_accepted(found: Round, *, by: Reader) -> None:
    """Each takes its last step."""
    _adopt(_accepted(found), by=by)


def adopt_held(found: Round, *, by: Reader) -> None:
    """The same of those whose answers stand in the text that circulated: nobody could object to those of others."""
    _adopt(_accepted(found).filter(held_until__isnull=False), by=by)


def _adopt(rows: "QuerySet[Participant]", *, by: Reader) -> None:
    seats = list(rows.select_for_update().order_by("pk"))
    now = clock.now()
    RoundStep.objects.bulk_create(
        RoundStep(participant=seat, verb=RoundStep.Verb.ADOPTED, by=by.name, organisation=by.organisation_name, at=now)
        for seat in seats
    )
    Participant.objects.filter(pk__in=[seat.pk for seat in seats]).update(stage=ADOPTED, held_until=None)


def _accepted(found: Round) -> "QuerySet[Participant]":
    return found.participants.filter(stage=ACCEPTED)
