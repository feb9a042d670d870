"""Who does what and what was agreed: activities, commitments and contact points, counted for one reader."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries.lists import rows_of as activity_rows
from egnatia.activities.activities.queries.visible import newest_of_each, of_listing, searched
from egnatia.activities.activities.rows import ActivityRow
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.queries import in_order, rows_of, words_for
from egnatia.commitments.commitments.rows import CommitmentRow
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.queries import rows_on
from egnatia.commitments.follow_ups.queries import words_for as said_words
from egnatia.commitments.follow_ups.rows import FollowUpRow
from egnatia.commitments.follow_ups.rows import row_of as follow_up_of
from egnatia.commitments.follow_ups.rules import SUPPORTED
from egnatia.exchange.contact_points.models import ContactPoint
from egnatia.exchange.contact_points.queries import ContactRow, contacts_of
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation
from egnatia.kernel.models.organisation import OrganisationType
from egnatia.library.topics import OBJECTIVES, priorities_of, topics_of
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.queries.lists import NeedListQuery
from egnatia.needs.needs.rules import NeedFilters
from egnatia.proposals.extraction import understand
from egnatia.public.portal.rules import MOST_COUNTED, YEARS, EconomyWork, WorkOverview, YearCount, is_under_way
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import objectives, terms

MOST_CONTACTS, MOST_BODIES, MOST_NEEDS = 12, 200, 8
PLACE_ASKED = "A place\nWhere:"  # before a name, so that it is read as one of a place


class CountedActivity(NamedTuple):
    """What is counted of an activity. `organisation`: whoever reports it, folded."""

    economies: list[str]
    objectives: list[str]
    organisation: str | None
    starts: date | None
    ends: date | None


def work_seen_by(reader: Reader, names: ForumNames) -> WorkOverview:
    """Numbers of activities by topic, economy and year, of the newest that the reader sees. One query."""
    rows = newest_of_each(reader).order_by("-entered_at", "-record_id")
    values = rows.values_list("economies", "objectives", "organisations__0", "starts", "ends")[: MOST_COUNTED + 1]
    found = [CountedActivity(*row) for row in values]
    counted = found[:MOST_COUNTED]
    codes = names.codes
    inside = [each for each in counted if not each.economies or codes & set(each.economies)]
    topics: Counter[str] = Counter(topic for each in inside for topic in topics_of(each.objectives))
    return WorkOverview(
        activities=len(inside),
        capped=len(found) > MOST_COUNTED,
        organisations=len({each.organisation for each in inside if each.organisation}),
        topics=dict(topics),
        economies=_by_economy(inside),
        years=_by_year(inside),
    )


def _by_economy(counted: Sequence[CountedActivity]) -> dict[str, EconomyWork]:
    there: dict[str, list[CountedActivity]] = defaultdict(list)
    for each in counted:
        for code in each.economies:
            there[code].append(each)
    today = clock.today()
    return {
        code: EconomyWork(
            activities=len(found),
            under_way=sum(is_under_way(each.starts, each.ends, today) for each in found),
            organisations=len({each.organisation for each in found if each.organisation}),
        )
        for code, found in there.items()
    }


def _by_year(counted: Sequence[CountedActivity]) -> tuple[YearCount, ...]:
    """How many take place in each year, of those that say when they begin and end."""
    last = clock.today().year + 1
    dated = [(each.starts.year, each.ends.year) for each in counted if each.starts and each.ends]
    years = range(last - YEARS + 1, last + 1)
    return tuple(YearCount(year, sum(begin <= year <= end for begin, end in dated)) for year in years)


@dataclass(frozen=True, slots=True)
class ActivitiesShown:
    """The newest activities of a topic or an economy, and how many there are, `capped` where there are more."""

    rows: tuple[ActivityRow, ...]
    number: int
    capped: bool


def activities_of(  # noqa: PLR0913 - each named by the caller
    reader: Reader, names: ForumNames, *, topic: str = "", economy: str = "", place: str = "", most: int = 5
) -> ActivitiesShown:
    """Those of a topic, in an economy, at a place, as far as each is given; the newest first."""
    wanted = at_place(place)
    if economy:
        wanted &= Q(economies__contains=[economy])
    if topic:
        wanted &= Q(objectives__overlap=codes_below(topic))
    rows = newest_of_each(reader).filter(wanted).order_by("-entered_at", "-record_id")
    records = list(rows.values_list("pk", flat=True)[: MOST_COUNTED + 1])
    found = of_listing(Activity.visible_to(reader).filter(pk__in=records[:most])).in_bulk()
    shown = activity_rows(reader, [found[record] for record in records[:most] if record in found], names)
    return ActivitiesShown(shown, min(len(records), MOST_COUNTED), len(records) > MOST_COUNTED)


def at_place(typed: str) -> Q:
    """What names the place, as it was typed or as its economy calls it: “Belgrade” finds “Beograd” too."""
    names = (typed, *understand(f"{PLACE_ASKED} {typed}").values("place")) if typed.strip() else ()
    return reduce(or_, map(searched, names), Q())


def needs_of(reader: Reader, names: ForumNames, *, topic: str = "", economy: str = "") -> tuple[NeedRow, ...]:
    """The first needs of a topic, in an economy, that the reader sees, by economies in the forum's order."""
    query = NeedListQuery(reader, names, objectives())
    rows = query.needs(NeedFilters(economy=economy))
    if topic:
        rows = rows.filter(objective__in=codes_below(topic))
    return query.rows_with_ids(list(rows.order_by("-stated_on", "pk").values_list("pk", flat=True)[:MOST_NEEDS]))


def codes_below(topic: str) -> list[str]:
    """The objectives of a topic, of those in use, with everything below them."""
    wanted = OBJECTIVES[topic]
    return [code for code in terms("objective") if any(code == each or code.startswith(f"{each}.") for each in wanted)]


@dataclass(frozen=True, slots=True)
class CommitmentState:
    """A commitment and what became of it: how many economies support it, how many have reported. `said`: what one
    economy says, on the page of that economy."""

    row: CommitmentRow
    supported: int
    reported: int
    said: FollowUpRow | None = None

    @property
    def source(self) -> str:
        return str(self.row.known["source"])

    @property
    def agreed_on(self) -> date | None:
        day: date | None = self.row.known["agreed_on"]
        return day


def commitments_of(reader: Reader, names: ForumNames, *, topic: str = "", most: int = 5) -> tuple[CommitmentState, ...]:
    """The newest that the reader sees, of a topic if given. As many queries whatever there is."""
    rows = Commitment.visible_to(reader)
    if topic:
        rows = rows.filter(objective__in=codes_below(topic))
    records = list(in_order(rows).values_list("pk", flat=True)[:most])
    shown = rows_of(reader, records, words_for(names))
    said: dict[UUID, list[FollowUpRow]] = defaultdict(list)
    for each in rows_on(reader, records, names):
        said[each.commitment].append(each)
    return tuple(_state(row, said[row.id]) for row in shown)


def _state(row: CommitmentRow, said: Sequence[FollowUpRow]) -> CommitmentState:
    """Each economy counts once, however many follow-ups there are of it."""
    economies = [each for each in said if each.economy]
    supported = {each.economy.code for each in economies if each.economy and each.known["position"] == SUPPORTED}
    reported = {each.economy.code for each in economies if each.economy and each.known["reported_on"]}
    return CommitmentState(row, len(supported), len(reported))


def commitments_in(reader: Reader, names: ForumNames, economy: str, *, most: int = 5) -> tuple[CommitmentState, ...]:
    """What an economy said to commitments, what it changed last first."""
    rows = FollowUp.visible_to(reader).filter(economy=economy).defer("record__search")
    found = list(rows.order_by("-record__changed_at", "-pk")[:most])
    agreed = {row.id: row for row in rows_of(reader, [each.commitment_id for each in found], words_for(names))}
    words = said_words(reader, names, found)
    there = [each for each in found if each.commitment_id in agreed]
    return tuple(CommitmentState(agreed[each.commitment_id], 0, 0, follow_up_of(each, words)) for each in there)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """An organisation of an economy."""

    id: UUID
    name: str
    type: str


def bodies_of(reader: Reader, economy: str, *, most: int = 8) -> list[BodyRow]:
    """Its public bodies first, then civil society and the others, by name. One query."""
    rows = Organisation.visible_to(reader).filter(economy=economy).order_by("name", "pk")
    kinds = list(OrganisationType)
    found = [(row.type, BodyRow(row.pk, row.name, row.get_type_display())) for row in rows[:MOST_BODIES]]
    found.sort(key=lambda each: kinds.index(OrganisationType(each[0])))
    return [row for _type, row in found[:most]]


def contacts_shown(reader: Reader, *, topic: str = "", economy: str = "") -> list[ContactRow]:
    """The contact points of an economy, or those that are responsible for a topic; with both, all of the economy."""
    if economy:
        wanted = Q(content__economy=economy)
    else:
        wanted = reduce(or_, (Q(content__topics__contains=[code]) for code in priorities_of(topic)))
    rows = ContactPoint.visible_to(reader).filter(wanted).defer("record__search").order_by("record_id")
    return contacts_of(reader, rows[:MOST_CONTACTS])
