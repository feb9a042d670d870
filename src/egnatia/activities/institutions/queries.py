"""Receiving institutions as a reader sees them: the list, one with its workload, and the activities that name it."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities.clashes import days_of
from egnatia.activities.activities.columns import folded_name, name_in_address
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.lists import rows_of
from egnatia.activities.activities.queries.names import names_of_those_called, one_name_for_each, spellings_of
from egnatia.activities.activities.queries.visible import newest_of_each, of_listing
from egnatia.activities.activities.rows import ActivityRow, economy_names
from egnatia.activities.activities.rules import PAGE
from egnatia.activities.institutions.rules import (
    ActivityLoad,
    Month,
    Share,
    by_month,
    by_partner,
    first_of_next,
    folded_of,
)
from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Organisation
from egnatia.language import folded_words
from egnatia.pages.pagination import Page
from egnatia.taxonomy.forum import ForumNames
from egnatia.workdays.queries import calendars_of
from egnatia.workdays.rules import Calendar, working_days

MOST_READ = 20_000  # activities that the list is made from, the newest of them


@dataclass(frozen=True, slots=True)
class InstitutionFilters:
    """Both narrow only where something is said."""

    q: str = ""
    economy: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionRow:
    """`under_way`: activities that are not over, as far as they say; `next`: the day of the next event."""

    key: str
    name: str
    economies: tuple[str, ...]
    activities: int
    under_way: int
    next: date | None


@dataclass(frozen=True, slots=True)
class InstitutionListing(Page[InstitutionRow]):
    SIZE = PAGE

    number: int
    activities: int
    capped: bool


class InstitutionMention(NamedTuple):
    """An activity, as far as the list needs it. `written`: its receiving institutions as JSON."""

    receivers: list[str]
    written: list[dict[str, Any]]
    economies: list[str]
    starts: date | None
    ends: date | None
    sort: str


def institutions_seen_by(
    reader: Reader, filters: InstitutionFilters, *, page: int, names: ForumNames, whole: bool = False
) -> InstitutionListing:
    """A page of the list (all of it where `whole`), by name; everything in it counted from what the reader sees."""
    found = _named(reader, filters)
    groups = _grouped(reader, found[:MOST_READ])
    rows = sorted((_row(*each, names) for each in groups.items()), key=lambda row: (folded_name(row.name), row.key))
    kept = [row for row in rows if _wanted(row.name, filters.q)]
    begin, end = (0, len(kept)) if whole else ((page - 1) * PAGE, page * PAGE)
    return InstitutionListing(
        rows=tuple(kept[begin:end]),
        page=page,
        more=end < len(kept),
        number=len(kept),
        activities=len(found[:MOST_READ]),
        capped=len(found) > MOST_READ,
    )


def _named(reader: Reader, filters: InstitutionFilters) -> list[InstitutionMention]:
    rows = newest_of_each(reader).exclude(receivers=[]).exclude(sort="own-measure")
    if filters.economy:
        rows = rows.filter(economies__contains=[filters.economy])
    ordered = rows.order_by("-entered_at", "-record_id")
    values = ordered.values_list("receivers", "facts__receivers", "economies", "starts", "ends", "sort")
    return [InstitutionMention(*row) for row in values[: MOST_READ + 1]]


def _wanted(name: str, typed: str) -> bool:
    """Every word typed begins a word of the name."""
    there = folded_words(name)
    return all(any(word.startswith(each) for word in there) for each in folded_words(typed))


class _Group:
    """The activities of one institution, and how it is written in them."""

    def __init__(self) -> None:
        self.spellings: Counter[str] = Counter()
        self.activities: list[InstitutionMention] = []
        self.main = ""


def _grouped(reader: Reader, found: Iterable[InstitutionMention]) -> dict[str, _Group]:
    """By the folded main name of an organisation, or by the name itself where nobody is known to be called so."""
    listed = list(found)
    spelt = {name for each in listed for name in each.receivers}
    called = one_name_for_each(reader, spelt)
    groups: dict[str, _Group] = defaultdict(_Group)
    for each in listed:
        mains = {called.get(name, name) for name in each.receivers}
        for main in mains:
            groups[main].activities.append(each)
        for body in each.written or ():
            folded = folded_name(body.get("name", ""))
            if folded:
                groups[called.get(folded, folded)].spellings[body["name"]] += 1
    for name, written in _written_mains(reader, groups.keys() & set(called.values())).items():
        groups[name].main = written
    return groups


def _written_mains(reader: Reader, mains: set[str]) -> dict[str, str]:
    """Folded main names as the organisations write them."""
    organisations = (
        Organisation.visible_to(reader)
        .filter(names__folded__in=sorted(mains))
        .order_by("pk")
        .values_list("name", flat=True)
    )
    return {folded_name(name): name for name in organisations}


def _row(main: str, group: _Group, names: ForumNames) -> InstitutionRow:
    today = clock.today()
    events = [each.starts for each in group.activities if each.sort == "event" and each.starts]
    return InstitutionRow(
        key=name_in_address(main),
        name=group.main or most_written(group.spellings) or main,
        economies=economy_names({code for each in group.activities for code in each.economies}, names),
        activities=len(group.activities),
        under_way=sum(each.ends is None or each.ends >= today for each in group.activities),
        next=min((day for day in events if day >= today), default=None),
    )


def most_written(spellings: Counter[str]) -> str:
    """The spelling that is used most; of equals the first in the alphabet."""
    return min(spellings, key=lambda name: (-spellings[name], name), default="")


MOST = 1_000  # activities of one institution that are counted
TRAINING = "training"


@dataclass(frozen=True, slots=True)
class Received:
    """An activity with what it asks of the institution. `row` is the stored one, for its row in a list."""

    row: Activity
    facts: overlap.ActivityFacts
    work: ActivityLoad


def received_by(reader: Reader, spellings: Collection[str], calendars: Collection[Calendar]) -> list[Received]:
    """The newest first, one more than `MOST` at most; own measures of an institution are no load on it.

    `calendars`: on which days its people work.
    """
    rows = newest_of_each(reader).filter(receivers__overlap=sorted(spellings)).exclude(sort="own-measure")
    found = of_listing(rows.order_by("-entered_at", "-record_id"))[: MOST + 1]
    own = frozenset(spellings)
    return [_received(row, own, calendars) for row in found if may_read(reader, row.record.envelope).allowed]


def _received(row: Activity, own: frozenset[str], calendars: Collection[Calendar]) -> Received:
    facts = facts_of(row.facts, row.pk)
    work = ActivityLoad(
        id=row.pk,
        starts=row.starts,
        ends=row.ends,
        days=_days(row, facts, calendars),
        event=row.sort == Activity.Sort.EVENT,
        partners=tuple(_partners(facts, own)),
    )
    return Received(row, facts, work)


def _days(row: Activity, facts: overlap.ActivityFacts, calendars: Collection[Calendar]) -> tuple[date, ...]:
    """Working days that staff are away for, of an event or a training that says its days: all where none is one."""
    stated = days_of(facts)
    if stated is None or (row.sort != Activity.Sort.EVENT and TRAINING not in facts.types):
        return ()
    return working_days(*stated, calendars) or working_days(*stated, ())


def _partners(facts: overlap.ActivityFacts, own: frozenset[str]) -> Iterator[str]:
    """Whoever pays, else whoever reports it, and whoever carries it out; each once, the institution itself left out."""
    said = {folded_name(body.name): body.name for body in (facts.funders or facts.reporters) + facts.implementers}
    yield from (name for folded, name in said.items() if folded and folded not in own)


MOST_ROWS, NEXT = 100, 8


@dataclass(frozen=True, slots=True)
class WorkloadFilters:
    """What of the load is looked at: twelve months from `first`; the activities of one month, or of one partner."""

    first: date
    month: date | None = None
    partner: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """Everything that its page may show. `days` counts those of the twelve months; `rows` are those asked for."""

    key: str
    name: str
    organisation: UUID | None
    spellings: tuple[str, ...]  # as written, besides the name
    economies: tuple[str, ...]
    activities: int
    capped: bool
    undated: int
    months: tuple[Month, ...]
    most: int
    partners: tuple[Share, ...]
    next: tuple[ActivityRow, ...]
    rows: tuple[ActivityRow, ...]
    chosen: int

    @property
    def days(self) -> int:
        return sum(month.days for month in self.months)


def institution_page(reader: Reader, key: str, asked: WorkloadFilters, names: ForumNames) -> InstitutionPage:
    """Raises NotFound where no visible activity names it and no visible organisation is called so."""
    folded = folded_of(key)
    called = one_name_for_each(reader, [folded])
    main = called.get(folded, folded)
    spellings = spellings_of([folded], called)
    organisation = _organisation(reader, main, spellings)
    home = organisation.economy_id if organisation else None
    found = received_by(reader, spellings, calendars_of([home] if home else ()))
    if not found and organisation is None:
        raise NotFound
    return _page(
        reader, found[:MOST], asked, names, InstitutionIdentity(main, organisation, spellings, capped=len(found) > MOST)
    )


@dataclass(frozen=True, slots=True)
class InstitutionIdentity:
    """What is known of the institution besides its activities."""

    main: str
    organisation: Organisation | None
    spellings: frozenset[str]
    capped: bool


def _organisation(reader: Reader, main: str, spellings: frozenset[str]) -> Organisation | None:
    """The organisation that it is, where the reader sees exactly one of this main name."""
    ids = [pk for pk, names in names_of_those_called(reader, spellings).items() if names[:1] == [main]]
    found: Organisation | None = Organisation.visible_to(reader).filter(pk__in=ids[:2]).order_by("pk").first()
    return found


def _page(
    reader: Reader, found: list[Received], asked: WorkloadFilters, names: ForumNames, known: InstitutionIdentity
) -> InstitutionPage:
    works = [each.work for each in found]
    months = by_month(works, asked.first)
    chosen = [each for each in found if _asked_for(each, asked)]
    written = _written(found, known.spellings)
    name = known.organisation.name if known.organisation else most_written(written) or known.main
    return InstitutionPage(
        key=name_in_address(known.main),
        name=name,
        organisation=known.organisation.pk if known.organisation else None,
        spellings=tuple(sorted(written.keys() - {name})),
        economies=economy_names({code for each in found for code in each.facts.economies}, names),
        activities=len(found),
        capped=known.capped,
        undated=sum(work.starts is None and work.ends is None for work in works),
        months=tuple(months),
        most=max((month.activities for month in months), default=0),
        partners=tuple(by_partner(works)),
        next=rows_of(reader, [each.row for each in _next(found)], names),
        rows=rows_of(reader, [each.row for each in chosen[:MOST_ROWS]], names),
        chosen=len(chosen),
    )


def _asked_for(each: Received, asked: WorkloadFilters) -> bool:
    if asked.month and not each.work.falls_into(asked.month, _last(asked.month)):
        return False
    return not asked.partner or folded_name(asked.partner) in map(folded_name, each.work.partners)


def _last(month: date) -> date:
    return date.fromordinal(first_of_next(month).toordinal() - 1)


def _next(found: Iterable[Received]) -> list[Received]:
    """Events and short trainings that are still to come, the first of them first."""
    today = clock.today()
    coming = [each for each in found if (each.work.event or each.work.days) and each.work.starts]
    coming = [each for each in coming if each.work.starts and each.work.starts >= today]
    return sorted(coming, key=lambda each: (each.work.starts or today, each.work.id))[:NEXT]


def _written(found: Iterable[Received], spellings: frozenset[str]) -> Counter[str]:
    names = (body.name for each in found for body in each.facts.receivers)
    return Counter(name for name in names if folded_name(name) in spellings)
