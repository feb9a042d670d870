"""Refusals of actions, put into the reader's words."""

from egnatia.kernel.forum import forum
from egnatia.needs.needs.actions.limiting import TooManyHighs
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.needs.needs.sentences import too_many_words
from egnatia.people.marking.words import economy_name


def refusal_words(refused: TooManyHighs) -> str:
    """Why it cannot be high, with the needs that are."""
    known = objectives()
    return too_many_words(
        refused.most, economy_name(refused.economy, forum()), [known.full(code) for code in refused.highs]
    )
