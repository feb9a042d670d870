"""What a sheet brought, as far as the reader may know it: found by what the versions say of their origin."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Version
from egnatia.kernel.reader import Reader
from egnatia.needs.needs.models import Need


@dataclass(frozen=True, slots=True)
class SheetVersion:
    """A version that a sheet made. `state`: "here", "changed" since then, "undone"."""

    need: UUID
    row: int
    number: int
    created: bool
    state: str


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet that the reader's organisation sent."""

    id: UUID
    file: str
    by: str
    at: datetime
    versions: tuple[SheetVersion, ...]

    @property
    def undoable(self) -> int:
        """How many rows an undo would take back."""
        return sum(version.state == "here" for version in self.versions)

    def needs(self) -> list[UUID]:
        return [version.need for version in self.versions]


def sheet_of(reader: Reader, sheet: UUID) -> SheetPage:
    """Raises NotFound where his organisation sent none, or none of whose needs he sees."""
    if reader.is_anonymous:
        raise NotFound
    own = Need.visible_to(reader).filter(record__owner=UUID(reader.organisation)).values("pk")
    gone = Need.withdrawn_by_own_organisation(reader).values("pk")
    made = Version.objects.filter(Q(record__in=own) | Q(record__in=gone), tokens__overlap=sorted(reader.held))
    rows = list(made.filter(provenance__sheet=str(sheet)).select_related("record").order_by("number", "record_id"))
    if not rows:
        raise NotFound
    versions = sorted((_version(row) for row in rows), key=lambda each: (each.row, each.need))
    return SheetPage(sheet, rows[0].provenance.get("file", ""), rows[0].by, rows[0].at, tuple(versions))


def _version(row: Version) -> SheetVersion:
    record = row.record
    undone = record.withdrawn_at is not None or "undone" in record.provenance
    state = "undone" if undone else "changed" if record.version != row.number else "here"
    return SheetVersion(record.pk, int(row.provenance.get("row", 0)), row.number, created=row.number == 1, state=state)
