"""How a need stands: what its economy said to it, and how many needs of one economy may be of high priority."""

from uuid import UUID

from django.conf import settings

from egnatia.kernel import clock
from egnatia.kernel.forum import forum
from egnatia.kernel.reader import Reader
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.needs.needs.queries.visible import highs_seen_by
from egnatia.needs.needs.rules import CONFIRMED, HIGH
from egnatia.needs.needs.sentences import too_many_words
from egnatia.people.marking.words import economy_name


class TooManyHighs(ContentRefused):
    """The economy has as many needs of high priority as it may: where everything is, nothing is.

    `highs` are the objectives of those that the author sees.
    """

    def __init__(self, most: int, economy: str, highs: list[str]) -> None:
        named = [objectives().full(code) for code in highs]
        super().__init__("priority", too_many_words(most, economy_name(economy, forum()), named))
        self.most, self.economy, self.highs = most, economy, highs


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


def answer(need: Need, verdict: str, *, by: Reader) -> None:
    """Keep what the economy said and what follows from it, inside an action's transaction."""
    now = clock.now()
    confirmed = verdict == CONFIRMED
    NeedAnswer.objects.create(
        need=need,
        version=need.record.version,
        verdict=NeedAnswer.Verdict(verdict),
        by=by.name,
        organisation=by.organisation_name,
        at=now,
    )
    need.status = verdict
    need.confirmed_by = by.name if confirmed else ""
    need.confirmed_at = now if confirmed else None
    need.save(update_fields=["status", "confirmed_by", "confirmed_at"])
