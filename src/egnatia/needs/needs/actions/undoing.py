"""Undoing a sheet: what it created is withdrawn, what it changed says again what it said before. Nothing is deleted."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction

from egnatia.kernel.reader import Reader
from egnatia.kernel.transactions import savepoint
from egnatia.kernel.versions import versions_seen_by
from egnatia.needs.needs.actions.limiting import TooManyHighs
from egnatia.needs.needs.actions.stating import change_need, withdraw_need
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.needs.queries.sheets import SheetVersion, sheet_of
from egnatia.needs.needs.rules import Said


@dataclass(frozen=True, slots=True)
class Undone:
    """How many rows were taken back, and how many stay because somebody has changed or answered them since."""

    back: int
    stay: int


@transaction.atomic
def undo_sheet(sheet: UUID, *, by: Reader) -> Undone:
    """Raises NotFound where his organisation sent no such sheet."""
    versions = sheet_of(by, sheet).versions
    back = sum(_undone(version, sheet, by=by) for version in versions if version.state == "here")
    return Undone(back, sum(version.state != "undone" for version in versions) - back)


def _undone(version: SheetVersion, sheet: UUID, *, by: Reader) -> bool:
    if _answered_by_others(version, by=by):
        return False
    if version.created:
        withdraw_need(version.need, by=by)
        return True
    before = _before(version, by=by)
    if before is None:
        return False
    try:
        with savepoint():
            change_need(version.need, before, expected=version.number, by=by, provenance={"undone": str(sheet)})
    except TooManyHighs:
        return False
    return True


def _answered_by_others(version: SheetVersion, *, by: Reader) -> bool:
    return NeedAnswer.objects.filter(need=version.need, version=version.number).exclude(by=by.name).exists()


def _before(version: SheetVersion, *, by: Reader) -> Said | None:
    """What it said before; None where he may not read that."""
    seen = {each.number: each.content for each in versions_seen_by(by, version.need, Need.KIND)}
    body: dict[str, Any] | None = seen.get(version.number - 1)
    return Said(**body) if body is not None else None
