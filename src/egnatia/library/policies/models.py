"""The table of policies."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import ContentKind
from egnatia.library.policies.rules import A_YEAR, ADOPTED, CONSULTATION, EXPIRED, EXPIRING, HALF_A_YEAR, TO_UPDATE


class Policy(ContentKind):
    """A strategy, law or action plan of an economy, from drafting to expiry. `title`: what lists are sorted by."""

    KIND = "policy"
    economy = models.CharField(max_length=3, default="")
    stage = models.CharField(max_length=20, default="drafting")
    consultation_until = models.DateField(null=True, blank=True)
    in_force_until = models.DateField(null=True, blank=True)
    title = models.CharField(max_length=200, default="")


def in_state(state: str, reader: Reader, today: date) -> Q:
    """The condition on policies that `rules.state_of` tells of one; TO_UPDATE: of the reader's organisation."""
    if state == ADOPTED:
        return Q(stage=ADOPTED) & (Q(in_force_until__isnull=True) | Q(in_force_until__gte=today))
    if state == EXPIRED:
        return Q(stage=EXPIRED) | Q(stage=ADOPTED, in_force_until__lt=today)
    if state == EXPIRING:
        return Q(stage=ADOPTED, in_force_until__range=(today, today + A_YEAR))
    if state == TO_UPDATE:
        return to_update(reader, today)
    return Q(stage=state)


def to_update(reader: Reader, today: date) -> Q:
    """Those of the reader's organisation whose consultation is over without a new stage, or that expire soon."""
    if not reader.organisation:
        return Q(pk__in=())
    ended = Q(stage=CONSULTATION, consultation_until__lt=today)
    soon = Q(stage=ADOPTED, in_force_until__range=(today, today + HALF_A_YEAR))
    return Q(record__owner=UUID(reader.organisation)) & (ended | soon)


def place_of_economy(codes: Sequence[str]) -> Case:
    """What economies are ordered by: as these, regional policies behind."""
    places = [When(economy=code, then=Value(at)) for at, code in enumerate(codes)]
    return Case(*places, default=Value(len(places)), output_field=IntegerField())
