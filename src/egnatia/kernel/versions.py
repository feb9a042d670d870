"""The history of a record, as far as a reader may know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models.fields.json import KeyTransform

from egnatia.kernel.links import visible_records
from egnatia.kernel.models import RecordQuerySet, Version
from egnatia.kernel.reader import Reader


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    marking_words: str
    content: dict[str, Any]
    provenance: dict[str, Any]
    by: str
    at: datetime


def versions_seen_by(reader: Reader, record: UUID) -> list[VersionRow]:
    """The versions, newest first: each seen iff the reader meets its own marking and the record's present one.

    A record that was wider once may be narrow now, and one that is wide now may have said more while it was narrow.
    """
    if not visible_records(reader, {record}):
        return []
    rows = Version.objects.filter(record=record).order_by("-number")
    if not reader.is_system:
        rows = rows.filter(tokens__overlap=sorted(reader.held))
    return [VersionRow(row.number, row.marking_words, row.content, row.provenance, row.by, row.at) for row in rows]


def said_before(reader: Reader, day: date, records: RecordQuerySet, names: Sequence[str]) -> dict[UUID, dict[str, Any]]:
    """What each of these visible records said at the end of `day`: the parts `names` of its last version until then.

    Only versions whose own marking the reader meets count; a record without one is left out. One query.
    """
    rows = Version.objects.filter(record__in=records.order_by().values("pk"), at__date__lte=day)
    if not reader.is_system:
        rows = rows.filter(tokens__overlap=sorted(reader.held))
    parts = {f"said_{name}": KeyTransform(name, "content") for name in names}
    last = rows.order_by("record_id", "-number").distinct("record_id").values_list("record_id", *parts.values())
    return {record: dict(zip(names, said, strict=True)) for record, *said in last}
