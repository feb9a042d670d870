"""Which kind of match two activities are, how much, and why."""

from egnatia.overlap.constants import SHIPPED, Constants
from egnatia.overlap.match import Component, Evidence, Match
from egnatia.overlap.prepared import Prepared


def keys(prepared: Prepared) -> frozenset[str]:
    """The keys that this activity can be found under: at most 60 short strings."""
    economies = prepared.activity.economies or {""}
    found = {f"i:{i}" for i in prepared.identifiers}
    found |= {f"w:{e}:{w}" for e in economies for w in sorted(prepared.title_words)[:20]}
    found |= {f"o:{e}:{o}" for e in economies for o in prepared.implementers | prepared.reporters | prepared.funders}
    return frozenset(sorted(found)[:60])


def score(a: Prepared, b: Prepared, constants: Constants = SHIPPED) -> Match | None:
    """The match of `a` and `b`, or None where no kind applies.

    Pure: reads the two activities and `constants` only. `score(a, b) == score(b, a).swapped()`.
    """
    if shared := a.identifiers & b.identifiers:
        found = tuple(sorted(shared))
        return Match(
            "same", 100.0, 1.0, 0, (Component("identifier", 1.0, 50),), (Evidence("identifier", found, found, found),)
        )
    if a.implementers & (b.reporters | b.funders) and b.funders & (a.money | a.reporters):
        return Match("chain", 80.0, 0.8, 1, (Component("roles", 1.0, 40),))
    if b.implementers & (a.reporters | a.funders) and a.funders & (b.money | b.reporters):
        return Match("chain", 80.0, 0.8, -1, (Component("roles", 1.0, 40),))
    words = a.title_words & b.title_words
    union = len(a.title_words | b.title_words)
    place = a.activity.economies & b.activity.economies
    if not place or len(words) < union * 0.4 or not union:
        return None
    likeness = len(words) / union
    parts = (Component("place", 1.0, 15), Component("text", likeness, constants.overlap_weights["text"]))
    shared_words = tuple(sorted(words))
    evidence = (Evidence("name", shared_words, shared_words, shared_words),)
    if likeness > 0.85 and a.activity.source != b.activity.source:
        return Match("same", 100 * likeness, 0.7, 0, parts, evidence, ("only_title",))
    if a.money & b.money:
        return None
    return Match("overlap", 50 + 50 * likeness, 0.6, 0, parts, evidence, ("only_title", "no_receiver"))


def series(a: Prepared, b: Prepared, constants: Constants = SHIPPED) -> Match | None:
    """Whether two activities are parts of one programme (the same money); asked for one pair at a time, never stored."""
    del constants
    if a.money & b.money and len(a.title_words & b.title_words) > len(a.title_words | b.title_words) * 0.6:
        return Match("series", 70.0, 0.7)
    return None
