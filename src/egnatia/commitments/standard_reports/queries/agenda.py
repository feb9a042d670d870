"""What is on the next agenda because it waits?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.timezone import localtime

from egnatia.commitments.commitments.rules import PAGE
from egnatia.commitments.follow_ups.authority import may_know_due
from egnatia.commitments.follow_ups.models import FollowUp
from egnatia.commitments.follow_ups.rules import CONSIDERED, Waiting
from egnatia.commitments.standard_reports.queries.lines import Line, lines_of
from egnatia.commitments.standard_reports.rules import Item, Standing, agenda_of
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.kernel.versions import said_since
from egnatia.pages.paging import Page

COLUMNS = ("pk", "position", "record__owner", "due", "recurrence", "reported_on", "due_set_on")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    item: Item
    line: Line


@dataclass(frozen=True, slots=True)
class AgendaPage(Page[AgendaLine]):
    SIZE = PAGE

    number: int


def agenda(reader: Reader, economy: str, day: date, names: ForumNames, *, page: int) -> AgendaPage:
    """One page of what waits on `day`, what has waited longest first.

    When a report is due, only its owner's organisation and the secretariat are told.
    """
    items = agenda_of(_standings(reader, economy, day), day)
    begin = (page - 1) * PAGE
    shown = {item.record: item for item in items[begin : begin + PAGE]}
    lines = lines_of(reader, list(shown), names)
    found = tuple(AgendaLine(shown[line.said.id], line) for line in lines)
    return AgendaPage(found, page, len(items) > begin + PAGE, len(items))


def _standings(reader: Reader, economy: str, day: date) -> list[Standing]:
    rows = FollowUp.visible_to(reader).filter(Q(due__lte=day) | Q(position=CONSIDERED))
    if economy:
        rows = rows.filter(economy=economy)
    considered = said_since(reader, rows.filter(position=CONSIDERED), "position", CONSIDERED)
    since = {record: localtime(at).date() for record, at in considered.items()}
    return [
        Standing(
            record=record,
            position=position,
            waiting=Waiting(*waiting),
            considered_since=since.get(record),
            knows_due=may_know_due(reader, str(owner)),
        )
        for record, position, owner, *waiting in rows.values_list(*COLUMNS)
    ]
