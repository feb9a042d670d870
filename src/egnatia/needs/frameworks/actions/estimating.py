"""Works out what activities that declare no objective may serve. Reads an activity and the framework, nothing else."""

from collections.abc import Collection, Iterator
from uuid import UUID

import msgspec
from django.db import transaction

from egnatia import coverage, overlap
from egnatia.activities.activities.models import Activity, copy_rows
from egnatia.activities.activities.stored import as_json, facts_of
from egnatia.kernel.reader import SYSTEM
from egnatia.needs.frameworks.models import ActivityAim, AimAnswer, Unestimated
from egnatia.needs.frameworks.queries.in_use import framework_in_use
from egnatia.needs.frameworks.signals import aims_changed

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


def suggested(facts: overlap.Activity, framework: coverage.Framework) -> tuple[coverage.Suggestion, ...]:
    """The likeliest objectives of an activity, the strongest first."""
    described = coverage.Described(facts.titles, facts.descriptions, facts.sectors)
    return coverage.suggest_objectives(described, framework)
