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
LIKELY = 45  # score from which texts that are alike in other words may concern the same work
# Similarity, 0..100, over all that two texts and their facts have in common. Names that happen to be in both texts make
# strangers alike; what else is similar tells them apart.
CLOSE = 45  # from which it concerns the same work without any match
CLOSE_TEXTS = 40  # … where only the texts match and no objective is shared
CLOSE_FACTS = 34  # … where the facts match, but the activity is known to serve other objectives
MOST_FURTHER = 10
MOST_TEXT = 300_000  # characters that a form takes
DOUBLE = ("same", "chain")
MOST_CELLS = 24  # objectives in economies
MOST_BESIDE = 6  # open needs under the same priority
# Members check as often as they like: a count by account would be a trace of their asking.
CHECKS_BY_ADDRESS = Limit("proposal address", 60, HOUR)
QUESTIONS_BY_ACCOUNT = Limit("question account", 20, HOUR)


def is_close(similarity: float) -> bool:
    """Whether so much is similar that it concerns the same work, though no rule of matches applies."""
    return similarity >= CLOSE


def is_less_than_likely(kind: str, similarity: float, *, by_texts: bool, serves: bool, serves_others: bool) -> bool:
    """Whether a match of this kind is too little to say that it concerns the same work.

    `by_texts`: only their texts are alike. `serves`: they share an objective; `serves_others`: those of the activity
    are known to be others. The same money or work is never too little.
    """
    if kind in DOUBLE or serves:
        return False
    return similarity < (CLOSE_TEXTS if by_texts else CLOSE_FACTS if serves_others else 0)


def months_until(day: date, today: date) -> int:
    """Whole months from today until a later day, at least one: what is over in two weeks ends "in 1 month"."""
    months = (day.year - today.year) * 12 + day.month - today.month - (day.day < today.day)
    return max(1, months)
