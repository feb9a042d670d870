"""What activities serve: declared, estimated, said by a person."""

from collections.abc import Collection, Iterator
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.dispatch import Signal

from egnatia import coverage, overlap
from egnatia.activities.activities.entries import as_json, facts_of
from egnatia.activities.activities.models import Activity, copy_rows
from egnatia.kernel import clock
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.records import audit
from egnatia.needs.frameworks.models import ActivityAim, AimAnswer, Unestimated
from egnatia.needs.frameworks.queries import may_answer
from egnatia.taxonomy.queries import framework_in_use

# Sent with `ids`, the records of activities whose objectives were written, inside the transaction that does it.
aims_changed = Signal()


KIND = "activity-aims"


@transaction.atomic
def confirm_aims(activity: UUID, codes: Collection[str], *, by: Reader) -> None:
    """The activity serves these objectives of the framework in use, besides those that it declares itself.

    Estimates and what was confirmed before go. Raises NotFound where the reader sees no such activity,
    NotAllowed("aims") where they may not speak for it.
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


# Whoever stores an activity is never kept waiting by what others stored: three statements, however many they are.
NO_LONGER = """
DELETE FROM needs_activityaim AS aim USING activities_activity AS activity
WHERE activity.record_id = aim.activity_id AND activity.record_id = ANY(%s)
AND (aim.basis = 'declared' AND NOT aim.code = ANY(activity.objectives)
     OR aim.basis = 'estimate' AND activity.objectives <> '{}')
"""
DECLARED = """
INSERT INTO needs_activityaim (activity_id, code, basis, weight, evidence, confirmed_by)
SELECT record_id, code, 'declared', 1.0, '[]', '' FROM activities_activity, unnest(objectives) AS code
WHERE record_id = ANY(%s) ON CONFLICT DO NOTHING
"""


def declare(ids: Collection[UUID]) -> None:
    """Make the declared objectives of these equal to what they say now, and note that their estimates wait.

    What a person confirmed stays; where objectives are declared, nothing is estimated.
    """
    wanted = list(ids)
    with connection.cursor() as cursor:
        cursor.execute(NO_LONGER, [wanted])
        changed = cursor.rowcount
        cursor.execute(DECLARED, [wanted])
        changed += cursor.rowcount
    note_waiting(wanted)
    if changed:
        aims_changed.send(sender=ActivityAim, ids=wanted)


def note_waiting(ids: Collection[UUID]) -> None:
    """Note that these were stored or changed: what is estimated is worked out when nobody waits for their page."""
    Unestimated.objects.bulk_create((Unestimated(activity_id=record) for record in ids), ignore_conflicts=True)


BATCH = 1_000  # in one transaction: the next begins where this one ended, whatever happens between
COLUMNS = ("activity_id", "code", "basis", "weight", "evidence", "confirmed_by")


def some_wait() -> bool:
    """Whether anything waits for its estimate."""
    return Unestimated.objects.exists()


@transaction.atomic
def estimate_waiting() -> int:
    """Estimate a batch of what waits; how many these were. Safe to run twice: the rows are locked while it works."""
    waiting = Unestimated.objects.select_for_update(skip_locked=True).order_by("pk")
    ids = list(waiting.values_list("pk", flat=True)[:BATCH])
    if ids:
        ActivityAim.objects.filter(activity__in=ids, basis=ActivityAim.Basis.ESTIMATE).delete()
        copy_rows(ActivityAim, COLUMNS, list(_rows(_open(ids))))  # read before: nothing is asked while rows are copied
        Unestimated.objects.filter(pk__in=ids).delete()
        aims_changed.send(sender=ActivityAim, ids=ids)
    return len(ids)


def _open(ids: Collection[UUID]) -> set[UUID]:
    """Those of which nobody has said what they serve."""
    known = set(ActivityAim.objects.filter(activity__in=ids).values_list("activity", flat=True))
    answered = AimAnswer.objects.filter(activity__in=ids, verdict=AimAnswer.Verdict.NONE)
    return set(ids) - known - set(answered.values_list("activity", flat=True))


def _rows(ids: Collection[UUID]) -> Iterator[tuple[object, ...]]:
    framework = framework_in_use()
    rows = Activity.visible_to(SYSTEM).filter(pk__in=ids).order_by("pk").values_list("pk", "facts")
    for activity, stored in rows:
        for each in suggested(facts_of(stored, activity), framework):
            evidence = as_json(msgspec.json.encode(each.evidence))
            yield (activity, each.code, ActivityAim.Basis.ESTIMATE.value, each.weight, evidence, "")


def suggested(facts: overlap.ActivityFacts, framework: coverage.ObjectiveFramework) -> tuple[coverage.Suggestion, ...]:
    """The likeliest objectives of an activity, the strongest first."""
    described = coverage.Described(facts.titles, facts.descriptions, facts.sectors)
    return coverage.suggest_objectives(described, framework)


ALL_WAIT = (
    "INSERT INTO needs_unestimated (activity_id) SELECT record_id FROM activities_activity ON CONFLICT DO NOTHING"
)


def estimate_anew() -> None:
    """Note that all activities wait: they are described by another version. What persons confirmed stays."""
    with connection.cursor() as cursor:
        cursor.execute(ALL_WAIT)
