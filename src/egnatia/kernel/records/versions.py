"""The history of a record, as far as a reader may know it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import RecordQuerySet, Version, seen
from egnatia.kernel.records.links import visible_records

NEW, CHANGED, MARKED = "new", "changed", "marked"


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    marking_words: str
    content: dict[str, Any]
    provenance: dict[str, Any]
    by: str
    at: datetime


def versions_seen_by(reader: Reader, record: UUID, kind: str) -> list[VersionRow]:
    """The versions, newest first: each seen iff the reader meets its own marking and the record's present one.

    A record that was wider once may be narrow now, and one that is wide now may have said more while it was narrow.
    None where the record is of another kind. One query.
    """
    rows = _met(reader).filter(seen(reader, "record_id", kind), record=record).order_by("-number")
    return [_row(version) for version in rows]


def versions_numbered(reader: Reader, numbers: Mapping[UUID, int]) -> dict[UUID, VersionRow]:
    """The version with this number of each record, of those that they see. Two queries, however many they are."""
    rows = _seen(reader, set(numbers)).filter(number__in=set(numbers.values()))
    return {row.record_id: _row(row) for row in rows if numbers[row.record_id] == row.number}


def bodies_seen_by(reader: Reader, records: Collection[UUID]) -> dict[UUID, dict[int, dict[str, Any]]]:
    """What the versions of each of these visible records said, by number, of those that the reader meets. One query."""
    found: dict[UUID, dict[int, dict[str, Any]]] = {}
    rows = _met(reader).filter(record__in=list(records)).order_by("record", "number")
    for record, number, body in rows.values_list("record", "number", "content"):
        found.setdefault(record, {})[number] = body
    return found


def numbers_at(reader: Reader, moments: Mapping[UUID, datetime]) -> dict[UUID, int]:
    """The newest version of each record that they see and that was there at that moment. Two queries."""
    rows = _seen(reader, set(moments)).order_by("number").values_list("record", "number", "at")
    return {record: number for record, number, at in rows if at <= moments[record]}


def said_before(reader: Reader, day: date, records: RecordQuerySet, names: Sequence[str]) -> dict[UUID, dict[str, Any]]:
    """What each of these visible records said at the end of `day`: the parts `names` of its last version until then.

    A record is left out whose version of that day has a marking that the reader does not meet: an older one that they
    may read is not what it said then. One query.
    """
    rows = Version.objects.filter(record__in=records.order_by().values("pk"), at__date__lte=day)
    last = rows.order_by("record_id", "-number").distinct("record_id").values("pk")
    parts = [KeyTransform(name, "content") for name in names]
    found = _met(reader).filter(pk__in=last).values_list("record_id", *parts)
    return {record: dict(zip(names, said, strict=True)) for record, *said in found}


def said_since(reader: Reader, records: RecordQuerySet, name: str, value: str) -> dict[UUID, datetime]:
    """Since when each of these visible records has said `value` in the part `name` without a break.

    Counted back from the present version as far as the reader may read; a version that they may not read ends it, and a
    record whose present one they may not read is left out. One query.
    """
    rows = _met(reader).filter(record__in=records.order_by().values("pk")).order_by("record_id", "-number")
    told = rows.values_list("record_id", "record__version", "number", KeyTransform(name, "content"), "at")
    found: dict[UUID, datetime] = {}
    expected: dict[UUID, int] = {}
    for record, newest, number, said, at in told:
        if number == expected.setdefault(record, newest) and said == value:
            expected[record], found[record] = number - 1, at
    return found


@dataclass(frozen=True, slots=True)
class VersionChange:
    """How a record stands to what it was at a moment: `NEW`, `CHANGED`, or only `MARKED` otherwise. `by` wrote last."""

    fate: str
    by: str = ""


def standing_since(reader: Reader, moment: datetime, records: Collection[UUID]) -> dict[UUID, VersionChange]:
    """How each of these visible records, which changed after `moment`, stands to it, as far as the reader may read.

    Where no version of before meets them, it is new to them: a draft that was released, say. One query.
    """
    rows = _met(reader).filter(record__in=list(records)).order_by("number")
    before: set[UUID] = set()
    last: dict[UUID, str] = {}
    for record, at, by in rows.values_list("record", "at", "by"):
        if at <= moment:
            before.add(record)
        else:
            last[record] = by
    return {record: _standing(record in before, last.get(record)) for record in records}


def _standing(there: bool, by: str | None) -> VersionChange:
    fate = (MARKED if by is None else CHANGED) if there else NEW
    return VersionChange(fate, by or "")


def _seen(reader: Reader, records: set[UUID]) -> QuerySet[Version]:
    return _met(reader).filter(record__in=visible_records(reader, records))


def _met(reader: Reader) -> QuerySet[Version]:
    """Versions whose own marking the reader meets."""
    rows = Version.objects.all()
    return rows if reader.is_system else rows.filter(tokens__overlap=sorted(reader.held))


def _row(row: Version) -> VersionRow:
    return VersionRow(row.number, row.marking_words, row.content, row.provenance, row.by, row.at)
