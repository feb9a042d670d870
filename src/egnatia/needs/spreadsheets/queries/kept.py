"""Mappings that were kept, as far as a reader sees them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from egnatia.formats.sheets import Mapping
from egnatia.kernel.faults import NotFound
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.kernel.versions import versions_seen_by
from egnatia.needs.spreadsheets.history import history_of
from egnatia.needs.spreadsheets.models import SheetMapping
from egnatia.pages.history import Edition

MOST = 200


@dataclass(frozen=True, slots=True)
class Kept:
    """A mapping under its name. `own`: the reader's organisation kept it."""

    id: UUID
    name: str
    mapping: Mapping
    marking: Marking
    kept_by: str
    kept_at: datetime
    own: bool


def kept_seen_by(reader: Reader) -> list[Kept]:
    """By name, those of the own organisation first."""
    rows = list(SheetMapping.visible_to(reader).order_by("name", "pk")[:MOST])
    found = [_kept(row, reader) for row in rows if may_read(reader, row.record.envelope).allowed]
    return sorted(found, key=lambda each: (not each.own, each.name.casefold(), each.id.hex))


def one_kept(reader: Reader, mapping_id: UUID) -> Kept:
    """Raises NotFound."""
    row = SheetMapping.visible_to(reader).filter(pk=mapping_id).first()
    if row is None or not may_read(reader, row.record.envelope).allowed:
        raise NotFound
    return _kept(row, reader)


def history_of_kept(reader: Reader, mapping_id: UUID) -> tuple[Kept, tuple[Edition, ...]]:
    """The mapping, and its versions as far as he may read them. Raises NotFound."""
    return one_kept(reader, mapping_id), history_of(versions_seen_by(reader, mapping_id, SheetMapping.KIND))


def _kept(row: SheetMapping, reader: Reader) -> Kept:
    return Kept(
        id=row.pk,
        name=row.name,
        mapping=msgspec.convert(row.mapping, type=Mapping),
        marking=row.record.marking,
        kept_by=row.kept_by,
        kept_at=row.kept_at,
        own=str(row.record.owner_id) == reader.organisation,
    )
