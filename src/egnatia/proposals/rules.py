"""How much of what an answer shows, and how often it is given. Pure."""

from datetime import date

from egnatia.overlap import DEFAULT_MIN_SCORE
from egnatia.people.limits.rules import HOUR, Limit

MOST_TO_TALK_TO = 5
MOST_FIRST = 3  # focal points to ask first
MOST_SIMILAR = 10
MOST_DOUBLE = 5
MOST_TO_LOOK_AT = 20  # of similar work, with all that serves the same objective
MOST_COMPARED = 1_000  # candidates of what the asker sees that are compared closely
AT_LEAST = DEFAULT_MIN_SCORE * 0.7  # a proposal is thin: what is weaker than a stored match is still worth a call
LIKELY = 45  # score from which texts that are alike in other words stand among the similar ones, not below them
MOST_FURTHER = 10
MOST_TEXT = 300_000  # characters that a form takes
DOUBLE = ("same", "chain")
MOST_CELLS = 24  # objectives in economies
MOST_BESIDE = 6  # open needs under the same priority
# Members check as often as they like: a count by account would be a trace of their asking.
CHECKS_BY_ADDRESS = Limit("proposal address", 60, HOUR)
QUESTIONS_BY_ACCOUNT = Limit("question account", 20, HOUR)


def months_until(day: date, today: date) -> int:
    """Whole months from today until a later day, at least one: what is over in two weeks ends "in 1 month"."""
    months = (day.year - today.year) * 12 + day.month - today.month - (day.day < today.day)
    return max(1, months)
