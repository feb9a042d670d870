"""The history of a record, as far as a reader may know it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
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
    rows = _seen(reader, {record}).order_by("-number")
    return [_row(version) for version in rows]


def versions_numbered(reader: Reader, numbers: Mapping[UUID, int]) -> dict[UUID, VersionRow]:
    """The version with this number of each record, of those that he sees. Two queries, however many they are."""
    rows = _seen(reader, set(numbers)).filter(number__in=set(numbers.values()))
    return {row.record_id: _row(row) for row in rows if numbers[row.record_id] == row.number}


def numbers_at(reader: Reader, moments: Mapping[UUID, datetime]) -> dict[UUID, int]:
    """The newest version of each record that he sees and that was there at that moment. Two queries."""
    rows = _seen(reader, set(moments)).order_by("number").values_list("record", "number", "at")
    return {record: number for record, number, at in rows if at <= moments[record]}


def said_before(reader: Reader, day: date, records: RecordQuerySet, names: Sequence[str]) -> dict[UUID, dict[str, Any]]:
    """What each of these visible records said at the end of `day`: the parts `names` of its last version until then.

    Only versions whose own marking the reader meets count; a record without one is left out. One query.
    """
    rows = _met(reader).filter(record__in=records.order_by().values("pk"), at__date__lte=day)
    parts = {f"said_{name}": KeyTransform(name, "content") for name in names}
    last = rows.order_by("record_id", "-number").distinct("record_id").values_list("record_id", *parts.values())
    return {record: dict(zip(names, said, strict=True)) for record, *said in last}


def _seen(reader: Reader, records: set[UUID]) -> QuerySet[Version]:
    return _met(reader).filter(record__in=visible_records(reader, records))


def _met(reader: Reader) -> QuerySet[Version]:
    """Versions whose own marking the reader meets."""
    rows = Version.objects.all()
    return rows if reader.is_system else rows.filter(tokens__overlap=sorted(reader.held))


def _row(row: Version) -> VersionRow:
    return VersionRow(row.number, row.marking_words, row.content, row.provenance, row.by, row.at)
