"""Compares what was read and counts its money once."""

from collections import defaultdict
from dataclasses import dataclass

from egnatia.overlap import MatchResult
from egnatia.web.analysis.entries import InputEntry
from egnatia.web.analysis.executors import Executor, Step, in_arrays


@dataclass(frozen=True, slots=True)
class InputMatch:
    """A match of two entries; money passes from left to right in a chain."""

    left: InputEntry
    right: InputEntry
    match: MatchResult


def find(entries: list[InputEntry], min_score: float, *, step: Step, compare: Executor = in_arrays) -> list[InputMatch]:
    """Every match whose strength reaches `min_score`, the strongest first. `step` is told how many entries are done,
    first while they are prepared, then once more while they are compared."""
    pairs = compare([entry.activity for entry in entries], min_score, step)
    found = [_directed(entries[i], entries[j], match) for i, j, match in pairs]
    return sorted(found, key=lambda each: (-each.match.strength, each.left.label, each.right.label))


def _directed(left: InputEntry, right: InputEntry, match: MatchResult) -> InputMatch:
    return InputMatch(right, left, match.swapped()) if match.direction < 0 else InputMatch(left, right, match)


@dataclass(frozen=True, slots=True)
class CurrencyTotal:
    """What is reported in one currency, and what remains once each amount is counted once."""

    currency: str
    reported: float
    counted: float
    activities: int
    reported_twice: int
    passed_on: int


@dataclass(frozen=True, slots=True)
class FundingSummary:
    """By currency, the most activities first; amounts in different currencies are never added."""

    totals: tuple[CurrencyTotal, ...]
    without_amount: int
    without_currency: int
    again_without_currency: int  # of these, how many stand elsewhere too


def count_once(entries: list[InputEntry], found: list[InputMatch]) -> FundingSummary:
    """Leaves out an activity that another one reports too, or whose money another one passes on to it."""
    again = _counted_again(found)
    amounts: dict[str, list[tuple[float, str]]] = defaultdict(list)
    without_amount = 0
    for entry in entries:
        activity = entry.activity
        if not activity.amount or activity.amount < 0:
            without_amount += 1
        else:
            amounts[activity.currency].append((activity.amount, again.get(id(entry), "")))
    unsaid = amounts.pop("", [])
    totals = sorted((_money(*each) for each in amounts.items()), key=lambda each: (-each.activities, each.currency))
    return FundingSummary(tuple(totals), without_amount, len(unsaid), sum(bool(kind) for _, kind in unsaid))


def reported_twice(found: list[InputMatch]) -> frozenset[int]:
    """The `id` of each entry that another entry reports too: of every such group one stays out."""
    return frozenset(entry for entry, kind in _counted_again(found).items() if kind == "same")


def _counted_again(found: list[InputMatch]) -> dict[int, str]:
    """The entries whose money stands elsewhere too, by the kind of the strongest match that says so.

    Never all of a circle: what an entry's money is counted with is not itself counted with that entry.
    """
    elsewhere: dict[int, int] = {}
    kinds: dict[int, str] = {}
    for each in found:
        if each.match.kind not in {"same", "chain"}:
            continue
        first, second = id(each.left), id(each.right)
        end = first
        while end in elsewhere:
            end = elsewhere[end]
        if second not in elsewhere and end != second:
            elsewhere[second] = first
            kinds[second] = each.match.kind
    return kinds


def _money(currency: str, amounts: list[tuple[float, str]]) -> CurrencyTotal:
    kinds = [kind for _, kind in amounts]
    return CurrencyTotal(
        currency=currency,
        reported=sum(amount for amount, _ in amounts),
        counted=sum(amount for amount, kind in amounts if not kind),
        activities=len(amounts),
        reported_twice=kinds.count("same"),
        passed_on=kinds.count("chain"),
    )
