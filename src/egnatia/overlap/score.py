"""Which kind of match two activities are, how much, and why."""

from egnatia.overlap.constants import SHIPPED, Constants
from egnatia.overlap.duplicates import same
from egnatia.overlap.match import MatchResult
from egnatia.overlap.onward_funding import chain
from egnatia.overlap.overlap import overlap
from egnatia.overlap.prepare import Prepared


def score(a: Prepared, b: Prepared, constants: Constants = SHIPPED) -> MatchResult | None:
    """The match of `a` and `b`, or None where no kind applies. The kinds are tried in the order same, chain, overlap.

    Pure: reads the two activities and `constants` only. `score(a, b) == score(b, a).swapped()`.
    """
    return same(a, b, constants) or chain(a, b, constants) or overlap(a, b, constants)
