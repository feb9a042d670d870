"""The history of a record, as far as a reader may know it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from egnatia.kernel.links import visible_records
from egnatia.kernel.models import Version
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
