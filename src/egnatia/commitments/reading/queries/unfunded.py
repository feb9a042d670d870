"""Which supported commitments does nobody fund: those without an activity that somebody joined to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries.visible import in_order, rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.commitments.rules import PAGE
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import SUPPORTED
from egnatia.commitments.links.rules import RELATIONS
from egnatia.kernel.feed import capped_count
from egnatia.kernel.forum import EconomyName, ForumNames
from egnatia.kernel.links import joined_seen_by
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.pages.paging import Page


@dataclass(frozen=True, slots=True)
class UnfundedLine:
    """`economies` are those that support it, as far as the reader sees, in the forum's order."""

    commitment: CommitmentRow
    economies: tuple[EconomyName, ...]


@dataclass(frozen=True, slots=True)
class UnfundedPage(Page[UnfundedLine]):
    SIZE = PAGE

    number: int


def unfunded(reader: Reader, economy: str, names: ForumNames, *, page: int) -> UnfundedPage:
    """The newest documents first; of one economy's support where `economy` is given. Worked out from what is seen."""
    found = _without_activity(reader, economy)
    begin = (page - 1) * PAGE
    records = list(in_order(found).values_list("pk", flat=True)[begin : begin + PAGE + 1])
    rows = rows_of(reader, records[:PAGE], words_for(names))
    supporting = _supporting(reader, [row.id for row in rows])
    lines = tuple(
        UnfundedLine(row, tuple(each for each in names.economies if (row.id, each.code) in supporting)) for row in rows
    )
    return UnfundedPage(lines, page, len(records) > PAGE, capped_count(found))


def _without_activity(reader: Reader, economy: str) -> RecordQuerySet:
    supported = FollowUp.visible_to(reader).filter(position=SUPPORTED)
    if economy:
        supported = supported.filter(economy=economy)
    joined = joined_seen_by(reader, "activity", RELATIONS["activity"], Commitment.KIND)
    rows: RecordQuerySet = Commitment.visible_to(reader).filter(pk__in=supported.values("commitment"))
    return rows.exclude(pk__in=joined)


def _supporting(reader: Reader, commitments: Sequence[UUID]) -> set[tuple[UUID, str | None]]:
    rows = FollowUp.visible_to(reader).filter(commitment__in=list(commitments), position=SUPPORTED)
    return set(rows.values_list("commitment_id", "economy_id"))
