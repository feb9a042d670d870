"""How much the facts and words of two records of one money say that they are of one piece of work.

Two registers rarely agree in everything: one rounds an amount, converts it or counts what was spent, one dates the
signature and the other the first payment, and each describes the work in its own words. So none of amount, dates,
hands and words has to agree, but they have to agree in enough. Points were set on 208 pairs of public registers that
name one funder in one economy (docs/method/overlaps.md).
"""

from egnatia.overlap import features
from egnatia.overlap.amounts import Amount, comparable, within_five_percent
from egnatia.overlap.constants import Constants
from egnatia.overlap.descriptions import speak_of_other_things, tell_the_same
from egnatia.overlap.prepare import Prepared
from egnatia.overlap.window import Window

ENOUGH = 4  # points from which two records of one money are of one piece of work
ENOUGH_OF_PARTNERS = 5  # … where one names no funder, and who reports it implements the other
ENOUGH_IN_OTHER_SECTORS = 7  # … from which different sectors of different funders say nothing
ONE_AMOUNT, ONE_SUM, NEAR_AMOUNT, FAR_AMOUNT = 3, 2, 1, -2
ONE_END, ONE_START, FAR_START, ONE_HAND = 3, 1, -1, 1
WORDS = (0.75, 0.6)  # likeness of texts from which they count three points, and two; below it is one
ONE_TALE = 2  # points more for two descriptions at length that tell nearly the same
EXACT = 1000.0  # one part in so many: what two registers copy from one contract
ROUND = 1000.0  # whole thousands are equal by chance
NEAR, FAR = 0.64, 0.5  # the smaller amount as a share of the larger: exchange rates and rounding; another sum
DAYS_OF_AN_END = 3
DAYS_OF_A_MONTH, DAYS_OF_A_SEASON = 31, 125


def one_work(a: Prepared, b: Prepared, constants: Constants, enough: int = ENOUGH) -> bool:
    """Whether words and facts that both state agree in enough; of the facts one at least says so by itself, or who does
    it together with when. Both must state dates: the rounds of a programme are told apart by nothing else. Descriptions
    at length that are nearly one make up for an amount that only a part was reported of."""
    if a.window is None or b.window is None or other_hands(a, b):
        return False
    amount, ends, starts = of_amounts(a.amount, b.amount), of_ends(a.window, b.window), of_starts(a.window, b.window)
    hands = of_hands(a, b)
    if amount < ONE_SUM and not ends and starts < ONE_START and not (hands and not starts):
        return False
    alike = features.text(a, b) or 0.0  # last: it costs most
    if alike < constants.reworded:
        return False
    missing = enough - (amount + ends + starts + hands + of_words(alike))
    if missing > 0 and (missing > ONE_TALE or not tell_the_same(a, b, constants)):
        return False
    return amount == ONE_AMOUNT or not speak_of_other_things(a, b, constants)


def of_words(alike: float) -> int:
    """One point to three, of texts that are alike enough to count."""
    return 1 + sum(alike >= floor for floor in WORDS)


def of_amounts(one: Amount | None, other: Amount | None) -> int:
    """For the same amount, one within five percent, one that a rate may explain; against one of less than half."""
    values = comparable(one, other) if one and other else None
    if values is None:
        return 0
    less, more = min(values), max(values)
    if within_five_percent(one, other):
        return ONE_AMOUNT if more - less <= more / EXACT and (less % ROUND or more % ROUND) else ONE_SUM
    if less < FAR * more:
        return FAR_AMOUNT
    return NEAR_AMOUNT if less >= NEAR * more else 0


def one_sum(one: Amount | None, other: Amount | None) -> bool:
    """Whether both state one amount to the thousandth, round or not."""
    values = comparable(one, other) if one and other and within_five_percent(one, other) else None
    return values is not None and abs(values[0] - values[1]) <= max(values) / EXACT


def of_ends(one: Window, other: Window) -> int:
    """For one day on which both say that it ends."""
    if not (one.ends and other.ends):
        return 0
    return ONE_END if abs(one.last - other.last) <= DAYS_OF_AN_END else 0


def of_starts(one: Window, other: Window) -> int:
    """For a start in one month; against starts of different seasons."""
    days = abs(one.first - other.first)
    if days > DAYS_OF_A_SEASON:
        return FAR_START
    return ONE_START if days <= DAYS_OF_A_MONTH else 0


def of_hands(a: Prepared, b: Prepared) -> int:
    """For an implementer in common."""
    return ONE_HAND if a.implementers & b.implementers else 0


def other_hands(a: Prepared, b: Prepared) -> bool:
    """Whether both name who implements it, and nobody is named by both: the grants of one call."""
    return bool(a.implementers and b.implementers) and not a.implementers & b.implementers
