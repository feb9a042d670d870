"""The list of commitments and of the documents that they stand in."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Q

from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries.visible import in_order, rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.commitments.rules import PAGE, CommitmentFilters
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.kernel.feed import capped_count
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.language.seeking import search_expression
from egnatia.pages.paging import Page

MOST_SOURCES = 200


@dataclass(frozen=True, slots=True)
class Source:
    """A document, and how many of its commitments the reader sees."""

    title: str
    agreed_on: date | None
    commitments: int


@dataclass(frozen=True, slots=True)
class Listing(Page[CommitmentRow]):
    """One page. `number` is how many there are in all, up to a thousand."""

    SIZE = PAGE

    number: int


def sources_seen_by(reader: Reader) -> list[Source]:
    """The newest first. One query."""
    rows = Commitment.visible_to(reader).values_list("source", "agreed_on").annotate(Count("pk"))
    found = [Source(*row) for row in rows.order_by()]
    found.sort(key=lambda each: each.title)
    found.sort(key=lambda each: each.agreed_on or date.min, reverse=True)
    return found[:MOST_SOURCES]


def listing(reader: Reader, filters: CommitmentFilters, names: ForumNames, *, page: int) -> Listing:
    """The page of the list. A page beyond the last one is empty."""
    found = matching(reader, filters)
    begin = (page - 1) * PAGE
    records = list(in_order(found).values_list("pk", flat=True)[begin : begin + PAGE + 1])
    rows = rows_of(reader, records[:PAGE], words_for(names))
    return Listing(rows, page, len(records) > PAGE, capped_count(found))


def first_rows(
    reader: Reader, filters: CommitmentFilters, names: ForumNames, *, most: int
) -> tuple[CommitmentRow, ...]:
    """The first `most` rows of the list, for a download."""
    records = list(in_order(matching(reader, filters)).values_list("pk", flat=True)[:most])
    return rows_of(reader, records, words_for(names))


def matching(reader: Reader, filters: CommitmentFilters) -> RecordQuerySet:
    """What the filters leave of what the reader sees."""
    wanted = Q()
    if filters.source:
        wanted &= Q(source=filters.source)
    if filters.objective:
        wanted &= Q(objective=filters.objective) | Q(objective__startswith=f"{filters.objective}.")
    expression = search_expression(filters.q)
    if expression:
        wanted &= Q(record__search=SearchQuery(expression, search_type="raw", config="simple"))
    said = {name: value for name in ("economy", "position") if (value := getattr(filters, name))}
    if said:
        wanted &= Q(pk__in=FollowUp.visible_to(reader).filter(**said).values("commitment"))
    rows: RecordQuerySet = Commitment.visible_to(reader).filter(wanted)
    return rows
