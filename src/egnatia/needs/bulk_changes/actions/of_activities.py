"""Many activities changed at once: stored together, as an import stores them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from egnatia import overlap
from egnatia.activities.activities import storing
from egnatia.activities.activities.columns import ends_before_it_begins
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.stored import Entry, facts_of
from egnatia.kernel import clock, records
from egnatia.kernel.reader import Reader
from egnatia.kernel.versions import VersionRow
from egnatia.needs.bulk_changes.actions.subjects import Earlier
from egnatia.needs.bulk_changes.rules import ActivityWish


class OfActivities:
    """See `Subject`."""

    def differs(self, row: Activity, wish: ActivityWish) -> bool:
        before = facts_of(row.facts, row.pk)
        return wish.facts(before) != before or wish.status_after(row.status) != row.status

    def fault(self, row: Activity, wish: ActivityWish) -> str:
        facts = wish.facts(facts_of(row.facts, row.pk))
        return "ends" if ends_before_it_begins(facts.start, facts.end) else ""

    def each(self, row: Activity, wish: ActivityWish, *, by: Reader) -> None:  # noqa: ARG002 - see `Subject`
        records.require_owner(row.record, by=by)

    def together(self, rows: Sequence[Activity], wish: ActivityWish, *, by: Reader) -> None:
        now = clock.now()
        changes = [(row, self._entry(row, wish, now)) for row in rows]
        storing.update_many(changes, by=by)

    def _entry(self, row: Activity, wish: ActivityWish, now: datetime) -> Entry:
        facts = wish.facts(facts_of(row.facts, row.pk))
        return _entry(row, facts, wish.status_after(row.status), row.record.provenance, now)

    def each_back(self, row: Activity, version: VersionRow, *, by: Reader) -> None:  # noqa: ARG002 - see `Subject`
        records.require_owner(row.record, by=by)

    def together_back(self, earlier: Sequence[Earlier], *, by: Reader) -> None:
        storing.update_many([(each.row, _before(each)) for each in earlier], by=by)


def _before(earlier: Earlier) -> Entry:
    row, version = earlier.row, earlier.version
    facts, status = facts_of(version.content["facts"], row.pk), version.content["status"]
    return _entry(row, facts, status, version.provenance, earlier.done.updated_before)


def _entry(
    row: Activity, facts: overlap.Activity, status: str, provenance: dict[str, Any], updated_at: datetime | None
) -> Entry:
    """What no wish speaks of stays."""
    return Entry(
        facts,
        content=row.content,
        sort=row.sort,
        measure=row.measure,
        status=status,
        shares=row.shares,
        provenance=provenance,
        digest=row.digest,
        updated_at=updated_at,
    )
