"""What is there of a first round, as far as an officer of the secretariat sees it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import capped_count
from egnatia.kernel.models import Membership, Office, Organisation, Person
from egnatia.kernel.readers import holding_on
from egnatia.people.forum.queries import is_ordered
from egnatia.reminders.queries import last_days
from egnatia.reporting.reports.models import ReportTemplate
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.rounds.queries.questions import is_asked_for
from egnatia.rounds.rounds.queries.visible import participants_seen_by
from egnatia.rounds.rounds.rules import ACCEPTED, ADOPTED, RECEIVED, REMINDED
from egnatia.start.onboarding.models import GuidePutAway
from egnatia.start.onboarding.rules import There
from egnatia.taxonomy.queries import document_in_use
from egnatia.workdays.models import WorkingCalendar


def is_put_away(reader: Reader) -> bool:
    return GuidePutAway.objects.filter(person=UUID(reader.person)).exists()


def is_over(reader: Reader) -> bool:
    """Whether a round was adopted already, as far as they see."""
    found = Snapshot.visible_to(reader).defer("manifest")
    return any(each.state_today == ADOPTED for each in found.order_by("-frozen_at")[:100])


def there_for(reader: Reader) -> There:
    """The number of questions depends on whether there is a round, on nothing else; none without the second step."""
    if not reader.is_secretariat:
        return There()
    others = Person.objects.filter(is_active=True).exclude(pk=reader.person)
    stewards = Membership.objects.filter(holding_on(clock.today()), steward=True, confirmed_by__isnull=False)
    seats, vacant = _seats()
    there = There(
        strong=reader.strong,
        ordered=is_ordered(),
        objectives=len(document_in_use().leaves),
        organisations=capped_count(Organisation.visible_to(reader).exclude(pk=UUID(reader.organisation))),
        colleagues=capped_count(others),
        imported=Activity.visible_to(reader).exists(),
        stewards=capped_count(stewards.filter(person__is_active=True)),
        seats=seats,
        vacant=vacant,
        calendar=WorkingCalendar.objects.filter(economy__isnull=True).exists(),
        template=ReportTemplate.visible_to(reader).exists(),
        adopted=is_over(reader),
    )
    return _with_round(there, reader)


def _seats() -> tuple[int, int]:
    """The seats of focal points, and how many of them nobody holds today."""
    rows = Office.objects.filter(kind=Office.Kind.FOCAL_POINT)
    there = set(rows.values_list("community", "economy"))
    held = rows.filter(holding_on(clock.today()), person__is_active=True)
    return len(there), len(there - set(held.values_list("community", "economy")))


def _with_round(there: There, reader: Reader) -> There:
    """How far the newest round is that they see."""
    found = Round.visible_to(reader).order_by("-opened_at", "pk").values_list("pk", flat=True).first()
    if found is None:
        return there
    asked = [each for each in participants_seen_by(reader).filter(round=found) if is_asked_for(each)]
    return replace(
        there,
        round=str(found),
        unreached=_unreached(asked),
        reminded=bool(last_days(REMINDED, [each.pk for each in asked])),
        asked=len(asked),
        received=sum(each.stage in RECEIVED for each in asked),
        accepted=sum(each.stage in (ACCEPTED, ADOPTED) for each in asked),
    )


def _unreached(asked: Sequence[Participant]) -> int:
    """Economies whose seat nobody holds today; organisations with neither an account nor a mailbox."""
    holding = Office.objects.filter(
        holding_on(clock.today()), kind=Office.Kind.FOCAL_POINT, person__is_active=True, economy=OuterRef("economy")
    )
    staff = Person.objects.filter(is_active=True, organisation=OuterRef("organisation"))
    economies = Q(economy__isnull=False) & Q(Exists(holding))
    organisations = Q(organisation__isnull=False) & (Q(Exists(staff)) | ~Q(organisation__mailbox=""))
    return Participant.objects.filter(pk__in=[each.pk for each in asked]).exclude(economies | organisations).count()
