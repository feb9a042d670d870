"""Whether a stored activity is worth a call for somebody who asks with a text: the same work in other words.

Looser than `score`, and never stored: it answers a person who reads ten lines, where an overlap stands in everybody's
list. What decides is what the texts say (`meaning`); rare words, dates and size come beside it.
"""

from dataclasses import replace

from egnatia.overlap import doubts, evidence, features
from egnatia.overlap.constants import SHIPPED, Constants
from egnatia.overlap.match import MatchResult, compose
from egnatia.overlap.prepare import Prepared

SHORTEST_NAME = 4


def resemblance(a: Prepared, b: Prepared, likeness: float, constants: Constants = SHIPPED) -> MatchResult | None:
    """A match of the kind *overlap* where the two are in one economy and alike enough, else None.

    `likeness` is that of their rows, 0..1 (`rows.vectors.likenesses`). Whose money it is does not matter here: a like
    work of one's own funder is worth a call too.
    """
    if likeness < constants.likeness_floor or not features.shared_economies(a, b):
        return None
    values = {
        "text": min(1.0, likeness / constants.much_alike),
        "name": min(1.0, len(_names(a, constants) & _names(b, constants)) / constants.most_names),
        "time": features.time_in_common(a, b),
        "size": features.size(a, b),
    }
    match = compose("overlap", constants.resemblance_weights, values, evidence=())
    if match.score < constants.resemblance_floor:
        return None
    meant = tuple(evidence.meanings(a, b))
    if not meant and not values["name"]:
        return None  # nothing that could be said to a person
    return replace(
        match,
        evidence=(*meant, *evidence.common_facts(a, b)),
        doubts=(*doubts.of_facts(a, b, constants), *doubts.of_texts(a, b, constants), *doubts.of_purpose(a, b)),
    )


def _names(a: Prepared, constants: Constants) -> set[str]:
    """Rare words of its texts, and the bodies that carry it out or receive it."""
    every = (*(title.terms for title in a.titles), a.description)
    rare = {s for terms in every for s, w in terms.items() if w >= constants.name_weight and len(s) >= SHORTEST_NAME}
    return rare | a.receivers | a.implementers
