"""Kind *series*: one programme, in other economies or years. Worked out where asked, never stored for all pairs."""

from egnatia.overlap import doubts, evidence, features
from egnatia.overlap.constants import SHIPPED, Constants
from egnatia.overlap.identity import CHILD, PARENT, SIBLING, references
from egnatia.overlap.match import MatchResult, compose
from egnatia.overlap.prepare import Prepared


def series(a: Prepared, b: Prepared, constants: Constants = SHIPPED) -> MatchResult | None:
    """Whether the two are parts of one programme: named as parent, child or sibling, or of one money and title.

    `series(a, b) == series(b, a).swapped()`; None where they are not, and for one record compared with itself.
    """
    if a.own and a.own == b.own:
        return None
    found = [r for r in references(a, b) if r.kind in {PARENT, CHILD, SIBLING}]
    title = features.title_words(a, b)
    if not found and (title < constants.same_programme or not a.money & b.money):
        return None
    values = {"title": title, "money": float(bool(a.money & b.money)) if a.money and b.money else None}
    if found:
        values = {"title": 1.0, "money": 1.0}
    proof = evidence.references(found) or (evidence.titles(a, b),)
    return compose(
        "series",
        constants.series_weights,
        values,
        evidence=(
            *proof,
            *evidence.organisations("funder", a.activity.funders, b.activity.funders, evidence.homes(a, b)),
        ),
        doubts=() if found else tuple(doubts.of_facts(a, b, constants)),
    )
