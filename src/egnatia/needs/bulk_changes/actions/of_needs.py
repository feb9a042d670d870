"""Many needs changed at once: each by the single change, which counts the highs and asks who speaks for an economy."""

from collections.abc import Sequence

from egnatia.kernel.reader import Reader
from egnatia.kernel.versions import VersionRow
from egnatia.needs.bulk_changes.actions.subjects import Earlier
from egnatia.needs.bulk_changes.rules import NeedWish
from egnatia.needs.needs.actions.stating import change_need
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries.one import said_of
from egnatia.needs.needs.rules import Said


class OfNeeds:
    """See `Subject`."""

    def differs(self, row: Need, wish: NeedWish) -> bool:
        before = said_of(row)
        return wish.said(before) != before

    def fault(self, row: Need, wish: NeedWish) -> str:  # noqa: ARG002 - see `Subject`
        return ""

    def each(self, row: Need, wish: NeedWish, *, by: Reader) -> None:
        change_need(row.pk, wish.said(said_of(row)), expected=row.record.version, by=by)
        row.record.refresh_from_db(fields=["version"])

    def together(self, rows: Sequence[Need], wish: NeedWish, *, by: Reader) -> None:
        """Nothing: all was done for each."""

    def each_back(self, row: Need, version: VersionRow, *, by: Reader) -> None:
        """There must be room for another high one, and what was confirmed is confirmed anew or a draft again."""
        change_need(row.pk, Said(**version.content), expected=row.record.version, by=by)

    def together_back(self, earlier: Sequence[Earlier], *, by: Reader) -> None:
        """Nothing: all was done for each."""
