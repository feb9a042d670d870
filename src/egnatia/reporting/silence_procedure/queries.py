"""Who is to be written to about which text: worked out for each from what he sees and may do."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from egnatia.kernel import clock
from egnatia.kernel.models import Office, Person
from egnatia.kernel.readers import holding_on
from egnatia.people.letters.queries import Recipient, mailboxes_of, people
from egnatia.reporting.silence_procedure.rules import letter_on
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.queries.one import seats_of
from egnatia.reporting.snapshots.queries.silence import calendars_of_round
from egnatia.reporting.snapshots.rules import CIRCULATING
from egnatia.rounds.rounds.models import Participant


@dataclass(frozen=True, slots=True)
class Circulating:
    """A text that circulates today, and the sort of letter that goes today."""

    snapshot: UUID
    round: UUID
    sort: str


def circulating(snapshot: UUID | None = None) -> tuple[Circulating, ...]:
    """All of them, or this one, whoever may read them: who is written to is asked of each recipient."""
    rows = Snapshot.objects.filter(state=CIRCULATING, record__withdrawn_at__isnull=True).defer("manifest")
    rows = rows.filter(pk=snapshot) if snapshot else rows
    found = rows.select_related("round").order_by("pk")
    return tuple(Circulating(each.pk, each.round_id, sort) for each in found if (sort := _sort(each)))


def _sort(each: Snapshot) -> str:
    begun = timezone.localdate(each.frozen_at)
    assert each.deadline is not None  # a constraint of the table
    return letter_on(clock.today(), begun, each.deadline, calendars_of_round(each.round))


def recipients_of(text: Circulating) -> Iterator[Recipient]:
    """Who may object to it: focal points and deputies, people of an organisation that takes part, or its mailbox."""
    seats = Participant.objects.filter(round=text.round)
    organisations = frozenset(seats.filter(organisation__isnull=False).values_list("organisation", flat=True))
    holding = Office.objects.filter(
        holding_on(clock.today()), kind=Office.Kind.FOCAL_POINT, economy__in=seats.values("economy")
    )
    able = Person.objects.filter(pk__in=holding.values("person")) | Person.objects.filter(
        organisation__in=list(organisations)
    )
    told: set[UUID] = set()
    for each in people(able):
        if may_object(each, text.snapshot):
            told.add(UUID(each.reader.organisation))
            yield each
    yield from (each for each in mailboxes_of(organisations - told) if may_object(each, text.snapshot))


def may_object(to: Recipient, snapshot: UUID) -> bool:
    """Whether he reads the text now, and holds a seat that may break its silence."""
    found = Snapshot.visible_to(to.reader).defer("manifest").filter(pk=snapshot).first()
    return found is not None and bool(seats_of(to.reader, found))
