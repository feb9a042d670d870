"""Changing the marking of any record, by its identifier."""

from uuid import UUID

from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import markings


def change_marking(record_id: UUID, marking: Marking, *, by: Reader) -> bool:
    """Whether it holds already; False where it waits for a second person. The rules are the kernel's."""
    record = Record.objects.filter(pk=record_id).first()
    if record is None:
        raise NotFound
    return markings.remark(record, marking, by=by) is None


def confirm_wider(release_id: UUID, *, by: Reader) -> UUID:
    """The second person agrees; returns the record."""
    return markings.confirm_release(release_id, by=by).pk


def decline_wider(release_id: UUID, *, by: Reader) -> UUID:
    """The wish is turned down or taken back; returns the record."""
    return markings.decline_release(release_id, by=by).pk
