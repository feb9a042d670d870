"""Kind *chain*: one activity passes money on to the other. The texts need not be alike."""

from egnatia.overlap import doubts, evidence, features
from egnatia.overlap.activity import OrganisationMention
from egnatia.overlap.agreement import ENOUGH_OF_PARTNERS, one_work
from egnatia.overlap.amounts import at_most, comparable
from egnatia.overlap.constants import Constants
from egnatia.overlap.difference import another_grant
from egnatia.overlap.identity import (
    CHILD,
    FROM_THE_OTHER,
    PARENT,
    SIBLING,
    Reference,
    one_source_and_money,
    references,
)
from egnatia.overlap.match import Evidence, MatchResult, compose
from egnatia.overlap.organisations import shared
from egnatia.overlap.prepare import Prepared

_PROGRAMME = frozenset({PARENT, CHILD, SIBLING})


def chain(a: Prepared, b: Prepared, constants: Constants) -> MatchResult | None:
    """By reference between two organisations, else by roles, nested dates and amounts; where a partner names no funder,
    also by what agrees (agreement.py)."""
    found = _named(a, b)
    if found:
        return _by_reference(a, b, found, constants)
    passes = _direction(a, b, constants)
    if not passes:
        return None
    return _by_roles(a, b, constants) if passes > 0 else _by_roles(b, a, constants).swapped()


def is_chain(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether `chain` finds one, without its evidence."""
    return bool(_named(a, b) or _direction(a, b, constants))


def _named(a: Prepared, b: Prepared) -> list[Reference]:
    return [r for r in references(a, b) if _between_two(a, b, r)]


def _direction(a: Prepared, b: Prepared, constants: Constants) -> int:
    """By roles: +1 where `a` passes money on to `b`, -1 where `b` does to `a`, 0 where neither is known to."""
    if one_source_and_money(a, b):
        return 0
    onwards, back = _passes(a, b, constants), _passes(b, a, constants)
    if onwards and back:  # by the tolerances; the stricter reading decides, and where it does not, nothing says which
        onwards, back = _strictly_within(b, a), _strictly_within(a, b)
    return onwards - back


def _between_two(a: Prepared, b: Prepared, reference: Reference) -> bool:
    """A transaction names its other end; parents, children and siblings of one organisation are a series."""
    if reference.by_transaction:
        return True
    return reference.kind in _PROGRAMME and bool(a.reporters and b.reporters and not a.reporters & b.reporters)


def _by_reference(a: Prepared, b: Prepared, found: list[Reference], constants: Constants) -> MatchResult:
    direction = sum(r.direction for r in found)
    values = {name: 1.0 for name, _ in constants.chain_weights}
    return compose(
        "chain",
        constants.chain_weights,
        values,
        evidence=evidence.references(found) + tuple(evidence.common_facts(a, b)),
        direction=(direction > 0) - (direction < 0),
    )


def _passes(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether `a` can be the activity that `b` is paid from. Roles alone say little: both must state dates."""
    if a.window is None or b.window is None or not (_linked(a, b) or _of_its_partner(a, b, constants)):
        return False
    if a.activity.economies and b.activity.economies and not a.activity.economies & b.activity.economies:
        return False
    if _paid_by_another(a, b) or _unrelated(a, b):
        return False
    if not b.window.within(a.window, constants.nested_days) or at_most(b.amount, a.amount) is False:
        return False
    return not another_grant(a, b, constants)


def _strictly_within(lower: Prepared, upper: Prepared) -> bool:
    """Smaller, where both state an amount; else nested without tolerance."""
    left, right = lower.amount, upper.amount
    values = comparable(left, right) if left and right else None
    if values and values[0] != values[1]:
        return values[0] < values[1]
    return bool(lower.window and upper.window and lower.window.within(upper.window, 0))


def _paid_by_another(a: Prepared, b: Prepared) -> bool:
    """Whether `b` names the activity that it is paid from, and it is not `a`."""
    named = {identifier for kind, identifier in b.references if kind in FROM_THE_OTHER}
    return bool(named) and not named & a.identifiers


def _unrelated(a: Prepared, b: Prepared) -> bool:
    """Whether everything that both state about the work differs: one funder gave one partner two grants."""
    sectors, types = features.sectors(a.activity.sectors, b.activity.sectors), features.types(a, b)
    if sectors != 0.0 or types != 0.0 or a.activity.objectives & b.activity.objectives:
        return False
    return not a.concepts & b.concepts and not features.title_words(a, b)


def _linked(a: Prepared, b: Prepared) -> bool:
    """A's implementer reports, pays for or receives in B, and another party of A stands among B's funders."""
    if not (a.implementers | a.receivers) & (b.reporters | b.funders) or not b.funders & (a.funders | a.reporters):
        return False
    upper, lower = a.activity, b.activity
    homes = evidence.homes(a, b)
    hands = shared(upper.implementers + upper.receivers, lower.reporters + lower.funders, homes)
    sources = shared(upper.funders + upper.reporters, lower.funders, homes)
    return any(not shared((hand,), (source,), (homes[0], homes[0])) for hand, _ in hands for source, _ in sources)


def _of_its_partner(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether A's implementer reports B without saying who pays, and facts and words are those of one work."""
    if b.activity.funders or not a.implementers & b.reporters or a.reporters & b.reporters:
        return False
    return one_work(a, b, constants, ENOUGH_OF_PARTNERS)


def _by_roles(a: Prepared, b: Prepared, constants: Constants) -> MatchResult:
    """The match of `a`, which passes on, with `b`."""
    assumed = a.window and b.window and (a.window.assumed or b.window.assumed)
    values = {
        "roles": 1.0,
        "time": 0.8 if assumed else 1.0,
        "size": None if at_most(b.amount, a.amount) is None else 1.0,
        "place": _within(b, a),
    }
    return compose(
        "chain",
        constants.chain_weights,
        values,
        evidence=_roles(a, b) + tuple(evidence.common_facts(a, b)),
        doubts=tuple(doubts.of_facts(a, b, constants)),
        direction=1,
    )


def _within(lower: Prepared, upper: Prepared) -> float | None:
    """The share of the lower activity's economies in which the upper works."""
    mine, whole = lower.activity.economies, upper.activity.economies
    return len(mine & whole) / len(mine) if mine and whole else None


def _roles(a: Prepared, b: Prepared) -> tuple[Evidence, ...]:
    upper, lower = a.activity, b.activity
    hands: tuple[OrganisationMention, ...] = upper.implementers + upper.receivers
    homes = evidence.homes(a, b)
    passed = evidence.organisations("passes_to", hands, lower.reporters + lower.funders, homes)
    paid = evidence.organisations("paid_by", upper.funders + upper.reporters, lower.funders, homes)
    return (*passed, *paid)
