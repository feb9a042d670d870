"""An economy's own page: what it said to each commitment, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries.visible import in_order, rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.commitments.rules import PAGE
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries.visible import words_for as said_words
from egnatia.commitments.follow_ups.rows import FollowUpRow, row_of
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.pages.paging import Page

MOST_UNSAID = 50


@dataclass(frozen=True, slots=True)
class OwnLine:
    """A sentence: what was said, and to which commitment."""

    said: FollowUpRow
    commitment: CommitmentRow


@dataclass(frozen=True, slots=True)
class OwnPage(Page[OwnLine]):
    """One page of sentences; `unsaid` are commitments on which the reader sees no word of the economy, the first fifty.

    `more_unsaid` where there are others.
    """

    SIZE = PAGE

    unsaid: tuple[CommitmentRow, ...]
    more_unsaid: bool


def own_page(reader: Reader, economy: str, filters: Mapping[str, str], names: ForumNames, *, page: int) -> OwnPage:
    """What was reported on longest ago stands first. As many queries whatever there is."""
    begin = (page - 1) * PAGE
    ordered = _said(reader, economy, filters).order_by(F("reported_on").asc(nulls_first=True), "commitment", "pk")
    found = list(ordered.defer("record__search")[begin : begin + PAGE + 1])
    rows = [each for each in found[:PAGE] if may_read(reader, each.record.envelope).allowed]
    unsaid = _unsaid(reader, economy) if not filters and page == 1 else []
    shown = unsaid[:MOST_UNSAID]
    wanted = [*dict.fromkeys(each.commitment_id for each in rows), *shown]
    agreed = {row.id: row for row in rows_of(reader, wanted, words_for(names))}
    words = said_words(reader, names, rows)
    lines = tuple(OwnLine(row_of(each, words), agreed[each.commitment_id]) for each in rows)
    silent = tuple(agreed[record] for record in shown)
    return OwnPage(lines, page, len(found) > PAGE, silent, len(unsaid) > MOST_UNSAID)


def _said(reader: Reader, economy: str, filters: Mapping[str, str]) -> RecordQuerySet:
    rows: RecordQuerySet = FollowUp.visible_to(reader).filter(economy=economy)
    if "position" in filters:
        rows = rows.filter(position=filters["position"])
    if "reported" in filters:
        rows = rows.filter(reported_on__isnull=filters["reported"] == "no")
    return rows


def _unsaid(reader: Reader, economy: str) -> list[UUID]:
    said = FollowUp.visible_to(reader).filter(economy=economy).values("commitment")
    waiting = in_order(Commitment.visible_to(reader).exclude(pk__in=said))
    return list(waiting.values_list("pk", flat=True)[: MOST_UNSAID + 1])
