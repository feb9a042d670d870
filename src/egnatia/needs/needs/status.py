"""How a need stands: what its economy said to it, and how many needs of one economy may be of high priority."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import ngettext

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.language import Case
from egnatia.needs.needs.models import Need, NeedAnswer
from egnatia.needs.needs.rules import CONFIRMED, DRAFTED, HIGH
from egnatia.pages.labels import in_quotes
from egnatia.people.marking.words import economy_name
from egnatia.taxonomy.forum import forum, in_case
from egnatia.taxonomy.vocabularies import objectives


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


NOT_REPORTED: dict[str, Any] = {
    "reported": "",
    "reported_on": None,
    "reported_version": None,
    "reported_in": None,
    "report_accepted": False,
}


def report(source: UUID, replies: Mapping[UUID, tuple[str, int]], on: date) -> None:
    """Say of needs that they are done, or no longer needed, inside an action's transaction.

    `source`: whose replies they are in which round; what was reported there before and is not now, is taken back.
    `replies`: "done" or "gone", and the version of the need that it was said of.
    """
    Need.objects.filter(reported_in=source).update(**NOT_REPORTED)
    for about, (verdict, version) in sorted(replies.items()):
        Need.objects.filter(pk=about).update(
            reported=verdict, reported_on=on, reported_version=version, reported_in=source, report_accepted=False
        )


def accept_report(source: UUID, *, accepted: bool) -> None:
    """What was reported there is accepted by the secretariat, or is not any more."""
    Need.objects.filter(reported_in=source).update(report_accepted=accepted)


def highs_seen_by(reader: Reader, economy: str, *, drafts: bool, but: UUID | None = None) -> RecordQuerySet:
    """The needs of high priority that count towards the limit of one economy, among those that `reader` sees.

    Drafts count for whoever drafts: they do not take a place from the economy itself.
    """
    counted: Iterable[str] = (CONFIRMED, DRAFTED) if drafts else (CONFIRMED,)
    rows: RecordQuerySet = Need.visible_to(reader).filter(economy=economy, priority=HIGH, status__in=counted)
    return rows.exclude(pk=but).order_by("objective", "pk") if but else rows.order_by("objective", "pk")


def too_many_words(most: int, economy: str, highs: Sequence[str]) -> str:
    """Why it cannot be high, naming the needs that are, as far as the author sees them."""
    named = "; ".join(map(in_quotes, highs))
    words = ngettext(
        "At most %(most)s need of %(economy)s can have high priority. Currently: %(named)s. Change it to "
        "medium first, or select medium here.",
        "At most %(most)s needs of %(economy)s can have high priority. Currently: %(named)s. Change one "
        "to medium first, or select medium here.",
        most,
    )
    return words % {"most": most, "economy": in_case(economy, Case.OF), "named": named}
