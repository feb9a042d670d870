"""What is asked, in values, and what waits on a day. Pure."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from egnatia.commitments.follow_ups.rules import CONSIDERED, ReportSchedule, awaited_since

SINCE = 2017  # the year that the question is asked with, unless another is typed
REPORT, CONSIDERING = "report", "considered"


@dataclass(frozen=True, slots=True)
class StandardReportFilters:
    """Of which economy ("" for all), and of what was agreed in which year or later."""

    economy: str = ""
    since: int = SINCE


@dataclass(frozen=True, slots=True)
class FollowUpState:
    """What of a follow-up decides whether it waits. `knows_due`: the reader may know when a report is due.

    `considered_since` is None where the reader cannot know it.
    """

    record: UUID
    position: str
    waiting: ReportSchedule
    considered_since: date | None
    knows_due: bool


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """Why something is on the agenda, and since when, where that is known."""

    record: UUID
    why: str
    since: date | None


def agenda_of(standings: list[FollowUpState], day: date) -> list[AgendaItem]:
    """What waits on `day`: reports that will be waited for then, and what is under consideration still.

    What has waited longest stands first, what nobody knows of last; one follow-up stands there once.
    """
    items = [item for each in standings if (item := _item(each, day))]
    return sorted(items, key=lambda item: (item.since or date.max, str(item.record)))


def _item(each: FollowUpState, day: date) -> AgendaItem | None:
    since = awaited_since(each.waiting, day) if each.knows_due else None
    if since is not None:
        return AgendaItem(each.record, REPORT, since)
    return AgendaItem(each.record, CONSIDERING, each.considered_since) if each.position == CONSIDERED else None


def a_year_before(day: date) -> date:
    """The same day of the year before; 28 February for a 29th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
