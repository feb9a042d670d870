"""Steps of rounds that concern a reader, for whoever looks at what changed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.urls import reverse

from egnatia.activities.activities.labels import label
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import ChangeEntry, ChangeSubject, Span
from egnatia.people.marking.words import economy_name
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import RoundStep
from egnatia.rounds.rounds.queries.seats import organisation_names
from egnatia.rounds.rounds.queries.visible import participants_seen_by
from egnatia.rounds.rounds.rules import OPEN, STATES
from egnatia.taxonomy.forum import forum


def steps_moved(reader: Reader, span: Span) -> "QuerySet[Any, Any]":
    """The participants that they may know of and at which something happened; the last step of each counts."""
    rows = participants_seen_by(reader).select_related(None).order_by()
    return rows.annotate(at=Max("steps__at")).filter(at__gt=span.since, at__lte=span.until)


def steps_told(reader: Reader, participants: Sequence[UUID]) -> dict[UUID, ChangeEntry]:
    """The last step of each. Three queries."""
    rows = participants_seen_by(reader).select_related("round__record").filter(pk__in=list(participants))
    there = [each for each in rows if may_read(reader, each.round.record.envelope).allowed]
    steps = RoundStep.objects.filter(participant__in=[each.pk for each in there]).order_by("at", "pk")
    last = {step.participant_id: step for step in steps}
    organisations = organisation_names(reader, [each.organisation_id for each in there if each.organisation_id])
    return {each.pk: _told(each, last[each.pk], organisations) for each in there if each.pk in last}


def subjects(reader: Reader, participants: Sequence[UUID]) -> dict[UUID, ChangeSubject]:
    """Whose answers they are; while these are open, its focal point is asked. One query."""
    rows = participants_seen_by(reader).filter(pk__in=list(participants))
    return {
        each.pk: ChangeSubject(
            (each.economy_id,) if each.economy_id else (),
            asks=(each.economy_id or "") if each.stage in OPEN and each.role == STATES else "",
        )
        for each in rows
    }


def _told(participant: Any, step: RoundStep, organisations: dict[UUID, str]) -> ChangeEntry:  # noqa: ANN401 - a row with its round
    economy = participant.economy_id
    return ChangeEntry(
        words=participant.round.title,
        url=reverse("rounds:round-answers", args=[participant.pk]),
        about=economy_name(economy, forum()) if economy else organisations.get(participant.organisation_id, ""),
        by=step.by,
        fate=label(labels.STEP, step.verb),
        tlp=participant.round.record.marking.tlp.words,
    )
