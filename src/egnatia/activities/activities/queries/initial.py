"""An activity as its form starts from it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.queries.detail import activity_row
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.records.lifecycle import may_write


@dataclass(frozen=True, slots=True)
class Editable:
    """What the form asks for, and what it must not lose. `version` is what a change is made against."""

    id: UUID
    title: str
    lang: str
    version: int
    facts: overlap.ActivityFacts
    sort: str
    measure: str
    status: str
    shares: dict[str, float]
    content: dict[str, Any]
    provenance: dict[str, Any]
    digest: str
    updated_at: datetime | None
    marking: Marking


def editable_by(reader: Reader, record: UUID) -> Editable:
    """Raises NotFound where the reader sees none, NotAllowed where it is another organisation's."""
    activity = activity_row(reader, record)
    if not may_write(reader, activity.record):
        raise NotAllowed("owner")
    return Editable(
        id=activity.pk,
        title=activity.title,
        lang=activity.language,
        version=activity.record.version,
        facts=facts_of(activity.facts, activity.pk),
        sort=activity.sort,
        measure=activity.measure,
        status=activity.status,
        shares=activity.shares,
        content=activity.content,
        provenance=activity.record.provenance,
        digest=activity.digest,
        updated_at=activity.updated_at,
        marking=activity.record.marking,
    )
