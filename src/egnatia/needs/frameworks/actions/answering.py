"""A person says what an activity serves: that is no estimate any more."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction

from egnatia.activities.activities.models import Activity
from egnatia.kernel import audit, clock
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.reader import Reader
from egnatia.needs.frameworks.models import ActivityAim, AimAnswer
from egnatia.needs.frameworks.rules import may_answer
from egnatia.needs.frameworks.signals import aims_changed

KIND = "activity-aims"


@transaction.atomic
def confirm_aims(activity: UUID, codes: Collection[str], *, by: Reader) -> None:
    """The activity serves these objectives of the framework in use, besides those that it declares itself.

    Estimates and what was confirmed before go. Raises NotFound where the reader sees no such activity,
    NotAllowed("aims") where he may not speak for it.
    """
    _require(activity, by)
    rows = ActivityAim.objects.filter(activity=activity)
    rows.exclude(basis=ActivityAim.Basis.DECLARED).delete()
    declared = set(rows.values_list("code", flat=True))
    said = {"basis": ActivityAim.Basis.CONFIRMED, "confirmed_by": by.name, "confirmed_at": clock.now()}
    new = [ActivityAim(activity_id=activity, code=code, **said) for code in sorted(set(codes) - declared)]
    ActivityAim.objects.bulk_create(new)
    AimAnswer.objects.filter(activity=activity).delete()
    _tell("confirmed", activity, by, codes=sorted(codes))


@transaction.atomic
def answer_aims(activity: UUID, verdict: str, *, by: Reader) -> None:
    """None of the estimates is right, or somebody will say later; raises as `confirm_aims` does."""
    _require(activity, by)
    if verdict == AimAnswer.Verdict.NONE:
        ActivityAim.objects.filter(activity=activity).exclude(basis=ActivityAim.Basis.DECLARED).delete()
    said = {"verdict": AimAnswer.Verdict(verdict), "by": by.name, "at": clock.now()}
    AimAnswer.objects.update_or_create(activity_id=activity, defaults=said)
    _tell("answered", activity, by, verdict=verdict)


def _require(activity: UUID, by: Reader) -> None:
    owner = Activity.visible_to(by).filter(pk=activity).values_list("record__owner", flat=True).first()
    if owner is None:
        raise NotFound
    if not may_answer(by, str(owner)):
        raise NotAllowed("aims")


def _tell(verb: str, activity: UUID, by: Reader, **detail: object) -> None:
    aims_changed.send(sender=ActivityAim, ids=[activity])
    audit.record(verb, KIND, activity, by=by, **detail)
