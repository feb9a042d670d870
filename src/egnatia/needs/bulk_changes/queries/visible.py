"""The records of a list, and what was done to them, as far as a reader sees them."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from egnatia.activities.activities.models import Activity
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Kind
from egnatia.kernel.models import seen as record_seen
from egnatia.needs.bulk_changes.models import BulkChange, BulkedRecord
from egnatia.needs.bulk_changes.rules import ACTIVITIES, NEEDS
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.needs.needs.models import Need

ESTIMATES = ActivityAim.objects.filter(activity=OuterRef("pk"), basis=ActivityAim.Basis.ESTIMATE).order_by("code")
MODELS: Mapping[str, type[Kind]] = {ACTIVITIES: Activity, NEEDS: Need}


def seen(listed: str, records: Iterable[UUID], *, by: Reader) -> dict[UUID, Any]:
    """Hidden, withdrawn, of another list, or never there: it is left away, and nothing says which it was."""
    rows = MODELS[listed].visible_to(by).filter(pk__in=list(records)).defer("record__search")
    if listed == ACTIVITIES:
        rows = rows.annotate(estimated=ArraySubquery(ESTIMATES.values("code")))
    return {row.pk: row for row in rows if may_read(by, row.record.envelope).allowed}


def estimates_of(row: Any) -> frozenset[str]:  # noqa: ANN401 - an activity as `seen` gives it
    """Its objectives that are estimated only."""
    return frozenset(row.estimated)


def own(reader: Reader) -> "QuerySet[BulkChange]":
    """Their own changes. One of whose records they see none any more is one that never was."""
    there = done_to_seen(reader).filter(change=OuterRef("pk"))
    return BulkChange.objects.filter(Exists(there), person__in=_person(reader))


def _person(reader: Reader) -> list[UUID]:
    return [] if reader.is_anonymous else [UUID(reader.person)]


def done_to_seen(reader: Reader) -> "QuerySet[BulkedRecord]":
    """What was done to records that they see; those that were left out are not among them."""
    kinds = [model.KIND for model in MODELS.values()]
    done = BulkedRecord.objects.filter(record_seen(reader, "record_id", *kinds))
    return done.exclude(state=BulkedRecord.State.LEFT)
