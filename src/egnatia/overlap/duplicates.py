"""Kind *same*: one piece of work, reported twice."""

from egnatia.overlap import cross_language, doubts, evidence, features
from egnatia.overlap.agreement import DAYS_OF_A_MONTH, one_work
from egnatia.overlap.amounts import within_five_percent
from egnatia.overlap.concepts import apart
from egnatia.overlap.constants import Constants
from egnatia.overlap.difference import another_round
from egnatia.overlap.identity import (
    COFUNDED,
    THIRD_PARTY,
    cited_numbers,
    one_source_and_money,
    references,
    shared_identifiers,
)
from egnatia.overlap.match import Evidence, MatchResult, compose
from egnatia.overlap.onward_funding import is_chain
from egnatia.overlap.prepare import Prepared
from egnatia.overlap.titles import compatible
from egnatia.overlap.window import Window

STARTS_APART = 600  # two registers rarely date one start further apart
Values = dict[str, float | None]


def same(a: Prepared, b: Prepared, constants: Constants) -> MatchResult | None:
    """Equal identifiers, a project number, a third-party report; or near-equal titles with the same facts; or one money
    under texts that are alike, with enough facts that agree.

    Two records of one source and one money are never the same under different identifiers.
    """
    if one_source_and_money(a, b) and not (a.own and a.own == b.own):
        return None
    named = _named(a, b)
    title = features.best_title(a, b, constants)
    in_words = named or (title and _facts_agree(a, b, constants)) or _reworded(a, b, constants)
    if not (in_words or _in_other_tongues(a, b, constants)):
        return None
    values = _values(a, b, constants) | {
        "title": title or max(features.title_words(a, b), cross_language.titles_meant(a, b))
    }
    if named:
        values = {name: 1.0 for name, _ in constants.same_weights}
    proof = named or ((evidence.titles(a, b),) if title else tuple(evidence.texts(a, b)))
    return compose(
        "same",
        constants.same_weights,
        values,
        evidence=(
            *proof,
            *evidence.organisations("funder", a.activity.funders, b.activity.funders, evidence.homes(a, b)),
            *evidence.common_facts(a, b),
        ),
        doubts=() if named else (*doubts.of_facts(a, b, constants), *doubts.of_texts(a, b, constants)),
    )


def _named(a: Prepared, b: Prepared) -> tuple[Evidence, ...]:
    """The proof by name, if there is one."""
    if shared := shared_identifiers(a, b):
        return (evidence.identifiers(a, b, shared),)
    found = [r for r in references(a, b) if r.kind in {THIRD_PARTY, COFUNDED}]
    if found:
        return evidence.references(found)
    cited = cited_numbers(a, b)
    if cited and _one_place(a, b):
        return (evidence.identifiers(a, b, cited, "number"),)
    return ()


def _one_place(a: Prepared, b: Prepared) -> bool:
    left, right = a.activity.economies, b.activity.economies
    return not left or not right or bool(left & right)


def _facts_agree(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Same economy, dates that overlap where both state them, the same money or amount where both state them."""
    if not a.activity.economies & b.activity.economies or not _times_agree(a.window, b.window):
        return False
    if features.elsewhere(a, b, constants) or another_round(a, b):
        return False
    amount = within_five_percent(a.amount, b.amount)
    one_money = bool(a.money & b.money)
    weight = max(t.weight for t in a.titles)
    if weight < constants.telling_title:
        return one_money and bool(amount or _one_start(a.window, b.window))
    if one_money:
        return True
    if a.money and b.money:
        return amount is True and weight >= 2 * constants.telling_title
    return amount is not False


def _reworded(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """One money in one economy at one time, reported in other words, with enough facts that agree."""
    if not (a.money & b.money and features.shared_economies(a, b) and _times_agree(a.window, b.window)):
        return False
    if features.elsewhere(a, b, constants) or _other_work(a, b):
        return False
    if not (any(compatible(one, other) for one in a.titles for other in b.titles) and one_work(a, b, constants)):
        return False
    return not is_chain(a, b, constants)  # who pays it on and who carries it out say more


def _in_other_tongues(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """One meaning in two languages, one economy and time, and two of these: one money, one amount, one start.

    Both must state dates: the rounds of a programme are told apart by nothing else.
    """
    if not apart(a.said, b.said):
        return False
    one_money, one_amount = bool(a.money & b.money), within_five_percent(a.amount, b.amount) is True
    if one_money + one_amount + _one_start(a.window, b.window) < 2:
        return False
    if a.window is None or b.window is None or not _times_agree(a.window, b.window):
        return False
    if not features.shared_economies(a, b) or features.elsewhere(a, b, constants) or _other_work(a, b):
        return False
    if (
        another_round(a, b)
        or not cross_language.one_meaning(a, b, constants)
        or cross_language.meant(a, b) < constants.meant_as_one
    ):
        return False
    return any(compatible(one, other) for one in a.titles for other in b.titles)


def _other_work(a: Prepared, b: Prepared) -> bool:
    """Whether both say what sort of work it is, and it is not the same."""
    return features.types(a, b) == 0.0 or features.receiver(a, b) == 0.0


def _times_agree(left: Window | None, right: Window | None) -> bool:
    """Dates that overlap; where an end is only assumed, the starts must be near each other too."""
    if left is None or right is None:
        return True
    if (left.assumed or right.assumed) and _days_apart(left, right) > STARTS_APART:
        return False
    return left.shared_days(right) > 0


def _days_apart(left: Window, right: Window) -> int:
    """Between their starts; between their ends where only these are stated by both."""
    by_end = (left.by_end or right.by_end) and left.ends and right.ends
    return abs(left.last - right.last) if by_end else abs(left.first - right.first)


def _one_start(left: Window | None, right: Window | None) -> bool:
    return left is not None and right is not None and abs(left.first - right.first) <= DAYS_OF_A_MONTH


def _values(a: Prepared, b: Prepared, constants: Constants) -> Values:
    return {
        "money": float(bool(a.money & b.money)) if a.money and b.money else None,
        "time": features.time_in_common(a, b),
        "place": features.place(a, b, constants),
        "size": features.size(a, b),
    }
