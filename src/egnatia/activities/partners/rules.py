"""How long links hold, and which activities may go out to an organisation. Pure."""

from datetime import date

from egnatia.activities.activities.columns import first_day
from egnatia.kernel.access import tokens
from egnatia.kernel.access.marking import Marking, Tlp

USUAL_DAYS, MOST_DAYS = 14, 60
MOST_ROWS = 200
MOST_ADDED = 50
CLOSED = "closed"  # the status of an activity that is over
ROLES = ("reporters", "funders", "implementers")  # in which an activity is an organisation's own

# Why an activity does not go out to an organisation, nearest first.
MARKED, KEPT_ELSEWHERE = "marked", "kept-elsewhere"


def held_back(granted: frozenset[str], *, owner: str, asker: str, organisation: str) -> str:
    """Why an activity with these tokens does not go out to the organisation; "" where it does.

    It must be released to the organisation or wider, whoever sits where today, and be kept by the organisation itself
    or by the organisation that asks: nobody else's record could be changed by what comes back.
    """
    if not tokens.covers(granted, frozenset({tokens.organisation(organisation)})):
        return MARKED
    return "" if owner in (asker, organisation) else KEPT_ELSEWHERE


def lies_ahead(end: str, today: date) -> bool:
    """Whether a date of any precision is later than today, all of it. What is under way this year may be over too."""
    first = first_day(end)
    return first is not None and first > today


def past_end(end: str, today: date) -> str:
    """The end as it is known, for something that is over: one that lies ahead was a plan only."""
    return "" if lies_ahead(end, today) else end


def may_be_mailed(tlp: int) -> bool:
    """Letters hold nothing above TLP:GREEN."""
    return tlp <= Tlp.GREEN


def asking() -> Marking:
    """Who sees a request: the organisation that asks, and the secretariat."""
    return Marking(Tlp.AMBER_STRICT, offices=frozenset({tokens.SECRETARIAT}))


def answered(organisation: str) -> Marking:
    """Who sees what was handed in, until somebody says otherwise: they and the organisation's own staff."""
    return Marking(Tlp.AMBER_STRICT, organisations=frozenset({organisation}), offices=frozenset({tokens.SECRETARIAT}))
