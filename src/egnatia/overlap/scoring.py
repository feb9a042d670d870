"""Which kind of match two activities are, how much, and why."""

from egnatia.overlap.chain import chain
from egnatia.overlap.constants import SHIPPED, Constants
from egnatia.overlap.match import Match
from egnatia.overlap.prepared import Prepared
from egnatia.overlap.same import same
from egnatia.overlap.shared_purpose import overlap


def score(a: Prepared, b: Prepared, constants: Constants = SHIPPED) -> Match | None:
    """The match of `a` and `b`, or None where no kind applies. The kinds are tried in the order same, chain, overlap.

    Pure: reads the two activities and `constants` only. `score(a, b) == score(b, a).swapped()`.
    """
    return same(a, b, constants) or chain(a, b, constants) or overlap(a, b, constants)
