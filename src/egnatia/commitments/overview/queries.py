"""Commitments with what hangs on them, as a reader sees them: list, table, one, an economy's own page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, F, Q

from egnatia.commitments.commitments.fields import COMMITMENT
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries import commitment_row, in_order, rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.commitments.rows import row_of as commitment_row_of
from egnatia.commitments.commitments.rules import PAGE, CommitmentFilters
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries import rows_on
from egnatia.commitments.follow_ups.queries import words_for as said_words
from egnatia.commitments.follow_ups.rows import FollowUpRow, row_of
from egnatia.commitments.follow_ups.rules import SUPPORTED, ReportSchedule, awaited_since, may_speak, next_due
from egnatia.commitments.links.queries import RELATIONS, JoinedRow, joined_to
from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import capped_count
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.records.links import joined_seen_by
from egnatia.language.query_expansion import search_expression
from egnatia.pages.pagination import Page
from egnatia.pages.record_presenters import RecordPage
from egnatia.pages.record_presenters import page_of as details_of
from egnatia.taxonomy.forum import EconomyName, ForumNames

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


@dataclass(frozen=True, slots=True)
class GivenPage(Page[OwnLine]):
    SIZE = PAGE

    number: int


def reports_given(reader: Reader, names: ForumNames, *, page: int) -> GivenPage:
    """What has a day for a report: what is waited for first, then what is due next. Only what the reader sees."""
    records = _in_order(reader)
    begin = (page - 1) * PAGE
    there = FollowUp.visible_to(reader).defer("record__search").in_bulk(records[begin : begin + PAGE])
    shown = [there[record] for record in records[begin : begin + PAGE] if record in there]
    rows = [each for each in shown if may_read(reader, each.record.envelope).allowed]
    agreed = {row.id: row for row in rows_of(reader, [each.commitment_id for each in rows], words_for(names))}
    words = said_words(reader, names, rows)
    lines = tuple(OwnLine(row_of(each, words), agreed[each.commitment_id]) for each in rows)
    return GivenPage(lines, page, len(records) > begin + PAGE, len(records))


def _in_order(reader: Reader) -> list[UUID]:
    rows = FollowUp.visible_to(reader).filter(record__owner=UUID(reader.organisation), due__isnull=False)
    told = rows.order_by("pk").values_list("pk", "due", "recurrence", "reported_on", "due_set_on")
    today = clock.today()
    days: list[tuple[date, UUID]] = []
    for record, *stored in told:
        waiting = ReportSchedule(*stored)
        day = awaited_since(waiting, today) or next_due(waiting.due, waiting.recurrence, today)
        if day:
            days.append((day, record))
    return [record for _day, record in sorted(days)]


MOST_SOURCES = 200


@dataclass(frozen=True, slots=True)
class CommitmentSource:
    """A document, and how many of its commitments the reader sees."""

    title: str
    agreed_on: date | None
    commitments: int


@dataclass(frozen=True, slots=True)
class CommitmentListing(Page[CommitmentRow]):
    """One page. `number` is how many there are in all, up to a thousand."""

    SIZE = PAGE

    number: int


def sources_seen_by(reader: Reader) -> list[CommitmentSource]:
    """The newest first. One query."""
    rows = Commitment.visible_to(reader).values_list("source", "agreed_on").annotate(Count("pk"))
    found = [CommitmentSource(*row) for row in rows.order_by()]
    found.sort(key=lambda each: each.title)
    found.sort(key=lambda each: each.agreed_on or date.min, reverse=True)
    return found[:MOST_SOURCES]


def listing(reader: Reader, filters: CommitmentFilters, names: ForumNames, *, page: int) -> CommitmentListing:
    """The page of the list. A page beyond the last one is empty."""
    found = matching(reader, filters)
    begin = (page - 1) * PAGE
    records = list(in_order(found).values_list("pk", flat=True)[begin : begin + PAGE + 1])
    rows = rows_of(reader, records[:PAGE], words_for(names))
    return CommitmentListing(rows, page, len(records) > PAGE, capped_count(found))


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


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """`unsaid` are the economies for which the reader may speak and of which they see no follow-up: code and name."""

    row: CommitmentRow
    details: RecordPage
    follow_ups: tuple[FollowUpRow, ...]
    joined: tuple[JoinedRow, ...]
    unsaid: tuple[tuple[str, str], ...]
    may_join: bool


def page_of(reader: Reader, record: UUID, names: ForumNames) -> CommitmentPage:
    """Raises NotFound where there is none that the reader sees."""
    found = commitment_row(reader, record)
    words = words_for(names)
    follow_ups = in_forum_order(rows_on(reader, [record], names), names)
    said = {each.economy.code for each in follow_ups if each.economy}
    own = [each for each in names.economies if each.code in reader.economies and may_speak(reader, each.code)]
    return CommitmentPage(
        row=commitment_row_of(reader, found, words),
        details=details_of(COMMITMENT, reader, found),
        follow_ups=follow_ups,
        joined=joined_to(reader, record),
        unsaid=tuple((each.code, each.name) for each in own if each.code not in said),
        may_join=reader.strong,
    )


def in_forum_order(rows: tuple[FollowUpRow, ...], names: ForumNames) -> tuple[FollowUpRow, ...]:
    """Economies in the forum's order, then organisations by name; of one the latest first."""
    places = {each.code: place for place, each in enumerate(names.economies)}
    last = len(places)
    key = {each.id: (places.get(each.economy.code, last) if each.economy else last + 1, each.who) for each in rows}
    return tuple(sorted(rows, key=lambda row: key[row.id]))


@dataclass(frozen=True, slots=True)
class PositionCell:
    """What one economy said: the latest that the reader sees, and how many more there are. None: nothing yet."""

    economy: EconomyName
    said: FollowUpRow | None
    more: int


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    commitment: CommitmentRow
    cells: tuple[PositionCell, ...]


@dataclass(frozen=True, slots=True)
class PositionTable:
    listing: CommitmentListing
    lines: tuple[CommitmentLine, ...]
    economies: tuple[EconomyName, ...]


def table_of(reader: Reader, filters: CommitmentFilters, names: ForumNames, *, page: int) -> PositionTable:
    """One page of it. As many queries whatever there is."""
    found = listing(reader, filters, names, page=page)
    return PositionTable(found, lines_of(reader, found.rows, names), names.economies)


def first_lines(
    reader: Reader, filters: CommitmentFilters, names: ForumNames, *, most: int
) -> tuple[CommitmentLine, ...]:
    """The first `most` lines, for a download."""
    return lines_of(reader, first_rows(reader, filters, names, most=most), names)


def lines_of(reader: Reader, rows: Sequence[CommitmentRow], names: ForumNames) -> tuple[CommitmentLine, ...]:
    said: dict[tuple[UUID, str], list[FollowUpRow]] = {}
    for each in rows_on(reader, [row.id for row in rows], names):
        if each.economy:
            said.setdefault((each.commitment, each.economy.code), []).append(each)
    return tuple(
        CommitmentLine(row, tuple(_cell(said.get((row.id, each.code), []), each) for each in names.economies))
        for row in rows
    )


def _cell(said: Sequence[FollowUpRow], economy: EconomyName) -> PositionCell:
    return PositionCell(economy, said[0] if said else None, max(0, len(said) - 1))


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
