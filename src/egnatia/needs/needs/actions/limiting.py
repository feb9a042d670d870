"""How many needs of one economy may be high: where everything is, nothing is."""

from uuid import UUID

from django.conf import settings

from egnatia.kernel.reader import Reader
from egnatia.needs.needs.queries.visible import highs_seen_by
from egnatia.needs.needs.rules import HIGH


class TooManyHighs(Exception):  # noqa: N818 - said as the page says it
    """The economy has as many needs of high priority as it may.

    `highs` are the objectives of those that the author sees.
    """

    def __init__(self, most: int, economy: str, highs: list[str]) -> None:
        super().__init__(most)
        self.most = most
        self.economy = economy
        self.highs = highs


def require_room(economy: str, priority: str, *, by: Reader, drafts: bool, but: UUID | None = None) -> None:
    """Raises TooManyHighs where the economy has as many highs as it may, among those that the author sees.

    `drafts`: those not confirmed count too. `but` is the need in question.
    """
    if priority != HIGH:
        return
    seen = highs_seen_by(by, economy, drafts=drafts, but=but).values_list("objective", flat=True)
    highs = list(seen[: settings.MOST_HIGH_NEEDS])
    if len(highs) >= settings.MOST_HIGH_NEEDS:
        raise TooManyHighs(settings.MOST_HIGH_NEEDS, economy, highs)
