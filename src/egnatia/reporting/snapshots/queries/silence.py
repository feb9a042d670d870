"""How long a text circulates."""

from datetime import date
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.visible import round_row
from egnatia.workdays.queries import calendars_of
from egnatia.workdays.rules import Calendar, after_working_days


def last_day_of_silence(found: Round, working_days: int) -> date:
    """The last of so many days from tomorrow on which all participants work. Raises NoWorkingDay."""
    return after_working_days(clock.today(), working_days, calendars_of_round(found))


def calendars_of_round(found: Round) -> tuple[Calendar, ...]:
    """Of the forum and of the economies that take part."""
    economies = found.participants.filter(economy__isnull=False).values_list("economy", flat=True)
    return calendars_of(code for code in economies if code)


def calendars_counted(record: UUID, names: ForumNames) -> str:
    """Whose calendars its silence counts: the forum's and those of the economies that take part."""
    taking = set(Round.objects.get(pk=record).participants.values_list("economy", flat=True))
    return ", ".join([names.name, *(each.name for each in names.economies if each.code in taking)])


def silence_until(record: UUID, working_days: int) -> date:
    """The same, of a round that somebody looks at already."""
    return last_day_of_silence(Round.objects.get(pk=record), working_days)


def marking_of_round(reader: Reader, record: UUID) -> Marking:
    """Whoever sees the round reads what was adopted: that is where the choice begins."""
    return round_row(reader, record).record.marking
