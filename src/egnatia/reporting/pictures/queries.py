"""What the pictures show, of what a reader sees: activities under way, who works with whom, the key numbers."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.queries.lists import with_ids
from egnatia.activities.activities.queries.names import one_name_for_each
from egnatia.activities.activities.queries.visible import condition, newest_of_each
from egnatia.activities.activities.rows import ActivityRow
from egnatia.activities.activities.rules import ActivityFilters
from egnatia.coverage import ENDED, PRIORITY, level_of, year_after
from egnatia.coverage.works import ASSUMED
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import COUNT_CAP, capped_count
from egnatia.matching.queries.lists import matches_listed
from egnatia.matching.queries.money import FundingTotal, money_seen_by
from egnatia.matching.rules import AGREED, MatchFilters
from egnatia.needs.matrix.models import MatrixSlice
from egnatia.needs.matrix.queries.cells import leaf_cells, stated
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.reporting.pictures.rules import (
    BY_INSTITUTION,
    MOST_EDGES,
    MOST_NODES,
    ROLES,
    EndingSoon,
    HeadingNeeds,
    Network,
    NetworkRoles,
    PictureFilters,
    Timeline,
    TimelineGroup,
    TimelineRow,
    UnderWay,
    ending_of,
    headings_of,
    network_of,
)
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.detail import standings
from egnatia.rounds.rounds.rules import RoundProgress
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives

Rows = QuerySet[Any, Any]
MOST = 1_000  # activities of a timeline: those that end first
MOST_RELATED = 2_000  # activities that a network is made from: the newest


def _current(reader: Reader, filters: PictureFilters, today: date) -> Rows:
    """The visible activities that are not over, by their status and the last day of theirs, stated or assumed."""
    wanted = ActivityFilters(economy=filters.economy, organisation=filters.organisation)
    rows: Rows = newest_of_each(reader).filter(condition(reader, wanted))
    if filters.objective:
        level = level_of(filters.objective)
        rows = rows.filter(pk__in=MatrixSlice.objects.filter(level=level, objective=filters.objective).values("work"))
    assumed = Q(ends=None, status="", starts__lt=today - ASSUMED) & ~Q(sort="own-measure")
    over = Q(ends__lt=today) | Q(status__in=sorted(ENDED)) | Q(ends=None, sort="event", starts__lt=today) | assumed
    return rows.exclude(over)


def _under_way(reader: Reader, filters: PictureFilters, today: date) -> Rows:
    """Those of them that have begun, as far as they say when; without any date it is not known."""
    begun = Q(starts__lte=today) | Q(starts=None, ends__isnull=False)
    rows = _current(reader, filters, today).filter(begun)
    return rows.filter(ends__lte=year_after(today)) if filters.soon else rows


def timeline_seen_by(
    reader: Reader, filters: PictureFilters, today: date, *, page: int | None, names: ForumNames
) -> Timeline:
    """What is under way, by objective or institution; in each what ends first. Without any date none is shown.

    `page` None: all of them.
    """
    rows = _under_way(reader, filters, today)
    if filters.by == BY_INSTITUTION:
        rows = rows.exclude(sort="own-measure")  # no load on an institution
    ordered = rows.order_by(F("ends").asc(nulls_last=True), "record_id")
    found = [UnderWay(*each) for each in ordered.values_list("pk", "starts", "ends", "receivers")[: MOST + 1]]
    kept = {each.record: each for each in found[:MOST]}
    grouped = _institutions(reader, kept) if filters.by == BY_INSTITUTION else _objectives(kept, filters)
    places = [(group, record) for group in sorted(grouped, key=_place) for record in grouped[group]]
    end = page * Timeline.SIZE if page else len(places)
    shown = places[end - Timeline.SIZE : end] if page else places
    last = year_after(today)
    return Timeline(
        rows=tuple(
            _timeline_rows(shown, grouped, kept, with_ids(reader, {record for _, record in shown}, names), last)
        ),
        page=page or 1,
        more=end < len(places),
        activities=len(kept),
        soon=sum(_soon(each, last) for each in kept.values()),
        groups=len(grouped),
        capped=len(found) > MOST,
    )


def _soon(each: UnderWay, last: date) -> bool:
    return each.ends is not None and each.ends <= last


def _place(group: str) -> tuple[bool, list[tuple[int, str]]]:
    """Codes by their numbers, names by the alphabet; what belongs to no group comes last."""
    parts = group.split(".")
    return (not group, [(int(part), "") if part.isascii() and part.isdigit() else (0, part) for part in parts])


def _objectives(kept: Mapping[UUID, UnderWay], filters: PictureFilters) -> dict[str, list[UUID]]:
    """By priority, as the matrix has them; of those below the objective that is asked for."""
    slices = MatrixSlice.objects.filter(work__in=[*kept], level=PRIORITY)
    served = defaultdict(set)
    for work, code in slices.order_by().values_list("work", "objective").distinct():
        if _within(code, filters.objective):
            served[work].add(code)
    return _grouped({record: served.get(record, {""}) for record in kept})


def _within(code: str, wanted: str) -> bool:
    """Whether a priority is the one asked for, lies below it, or above it."""
    return not wanted or f"{code}.".startswith(f"{wanted}.") or f"{wanted}.".startswith(f"{code}.")


def _institutions(reader: Reader, kept: Mapping[UUID, UnderWay]) -> dict[str, list[UUID]]:
    """By the folded main name, as the pages of institutions have them."""
    called = one_name_for_each(reader, {name for each in kept.values() for name in each.receivers})
    return _grouped({pk: {called.get(name, name) for name in each.receivers} or {""} for pk, each in kept.items()})


def _grouped(groups: Mapping[UUID, Iterable[str]]) -> dict[str, list[UUID]]:
    found: dict[str, list[UUID]] = defaultdict(list)
    for record, keys in groups.items():
        for key in keys:
            found[key].append(record)
    return dict(found)


def _timeline_rows(
    shown: Sequence[tuple[str, UUID]],
    grouped: Mapping[str, Sequence[UUID]],
    kept: Mapping[UUID, UnderWay],
    rows: Mapping[UUID, ActivityRow],
    last: date,
) -> Iterator[TimelineRow]:
    groups: dict[str, TimelineGroup] = {}
    for key, record in shown:
        if record in rows:
            if key not in groups:
                soon = sum(_soon(kept[each], last) for each in grouped[key])
                groups[key] = TimelineGroup(key, _written(key, rows[record]), len(grouped[key]), soon)
            each = kept[record]
            yield TimelineRow(rows[record], groups[key], each.starts, each.ends, _soon(each, last))


def _written(key: str, row: ActivityRow) -> str:
    """An institution as an activity of its group writes it; where it is written otherwise, its main name."""
    return next((body.name for body in row.facts.receivers if folded_name(body.name) == key), key)


def network_seen_by(
    reader: Reader, filters: PictureFilters, today: date, *, most: tuple[int, int] = (MOST_NODES, MOST_EDGES)
) -> Network:
    """Who funds, carries out and receives what is running or planned."""
    rows = _current(reader, filters, today).order_by("-entered_at", "-record_id")
    columns = ("facts__reporters", "facts__funders", "facts__implementers", "facts__receivers")
    found = [NetworkRoles(*each) for each in rows.values_list(*columns)[: MOST_RELATED + 1]]
    kept = found[:MOST_RELATED]
    spelt = {folded_name(name) for each in kept for role in ROLES for name in each.names(role)}
    return network_of(kept, one_name_for_each(reader, spelt), most=most, capped=len(found) > MOST_RELATED)


@dataclass(frozen=True, slots=True)
class CurrentRound:
    """The round that replies are collected in, and how many were received."""

    id: UUID
    title: str
    standing: RoundProgress


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Five numbers and three tables. Counts of overlaps are capped."""

    round: CurrentRound | None
    needs: int
    headings: tuple[HeadingNeeds, ...]
    overlaps: int
    agreed: int
    funding: tuple[FundingTotal, ...]
    ending: tuple[EndingSoon, ...]

    @property
    def overlaps_words(self) -> str:
        return f"{COUNT_CAP}+" if self.overlaps > COUNT_CAP else str(self.overlaps)

    @property
    def cells(self) -> int:
        return sum(each.open + each.partly + each.reported for each in self.headings)

    @property
    def open(self) -> int:
        return sum(each.open for each in self.headings)


def key_numbers_seen_by(reader: Reader, today: date, words: Objectives) -> KeyFigures:
    """Each number from what `reader` sees, by the rules of the page that it leads to."""
    asking = MatrixQuery(reader, MatrixFilters(), today)
    needs = stated(asking).confirmed
    overlaps = MatchFilters(kind="overlap")
    return KeyFigures(
        round=_current_round(reader, today),
        needs=len(needs),
        headings=headings_of(leaf_cells(asking, needs), words),
        overlaps=capped_count(matches_listed(reader, overlaps)),
        agreed=capped_count(matches_listed(reader, MatchFilters(kind="overlap", view=AGREED))),
        funding=money_seen_by(reader, most=0).totals,
        ending=ending_of(_ends(reader, today), today),
    )


def _current_round(reader: Reader, today: date) -> CurrentRound | None:
    """The one that is open and closes first; else the last that closed."""
    opened = Round.visible_to(reader).filter(opens__lte=today)
    running = opened.filter(closes__gte=today).order_by("closes", "pk").first()
    found = running or opened.order_by("-closes", "pk").first()
    return CurrentRound(found.pk, found.title, standings([found])[found.pk]) if found else None


def _ends(reader: Reader, today: date) -> list[date]:
    rows = _under_way(reader, PictureFilters(soon=True), today)
    return list(rows.order_by().values_list("ends", flat=True))
