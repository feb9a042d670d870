"""How long a text circulates."""

from datetime import date

from egnatia.kernel import clock
from egnatia.mapping.calendars.queries.working import calendars_of
from egnatia.mapping.calendars.rules import after_working_days
from egnatia.mapping.rounds.models import Round


def last_day_of_silence(found: Round, working_days: int) -> date:
    """The last of so many days from tomorrow on which all participants work."""
    economies = found.participants.filter(economy__isnull=False).values_list("economy", flat=True)
    return after_working_days(clock.today(), working_days, calendars_of(code for code in economies if code))
