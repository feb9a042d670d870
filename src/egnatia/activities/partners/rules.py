"""How long links hold, how they are kept, and which activities may go out to an organisation. Pure."""

from datetime import date, timedelta
from hashlib import sha256

from egnatia.activities.activities.columns import first_day
from egnatia.kernel import tokens
from egnatia.kernel.marking import Marking, Tlp
from egnatia.people.limits.rules import HOUR, QUARTER, Limit

USUAL_DAYS, MOST_DAYS = 14, 60
SESSION = timedelta(hours=2)  # after it the link is opened again; what was said is kept
MOST_ROWS = 200
MOST_ADDED = 50
CLOSED = "closed"  # the status of an activity that is over
ROLES = ("reporters", "funders", "implementers")  # in which an activity is an organisation's own

OPENED_BY_ADDRESS = Limit("partner link address", 50, QUARTER)
ASKED_BY_ACCOUNT = Limit("partner request account", 40, HOUR)

# Why an activity does not go out to an organisation, nearest first.
MARKED, KEPT_ELSEWHERE = "marked", "kept-elsewhere"


def digest_of(secret: str) -> str:
    """What is stored of a link or of a session: the secret itself is nowhere."""
    return sha256(secret.encode()).hexdigest()


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
