"""Compares what was read and counts its money once."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from egnatia.overlap import MatchResult, prepare
from egnatia.overlap.rows import meaning, nearest
from egnatia.overlap.similarity import BAND, Similarity, similar, total
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


MOST_SIMILAR = 10  # of each entry


@dataclass(frozen=True, slots=True)
class SimilarEntry:
    """An entry whose work is similar to that of another: worth a look, and no match."""

    left: InputEntry
    right: InputEntry
    similarity: Similarity


def similar_work(entries: list[InputEntry], found: Iterable[InputMatch], *, step: Step) -> Iterator[SimilarEntry]:
    """For each entry in turn the ten of its economies that are most similar, without those that match it.

    `step` is told how many entries are done.
    """
    matched = {frozenset((id(each.left), id(each.right))) for each in found}
    best: dict[int, dict[int, Similarity]] = defaultdict(dict)
    economies, done = _by_economy(entries), 0
    every = sum(map(len, economies))
    for positions in economies:
        for at, others in _compared([entries[position] for position in positions], matched):
            best[positions[at]].update({positions[other]: similarity for other, similarity in others})
            step(len(entries) * (done := done + 1) // every)
    for one, entry in enumerate(entries):
        first = sorted(best[one].items(), key=lambda each: (-each[1].score, entries[each[0]].label))[:MOST_SIMILAR]
        yield from (SimilarEntry(entry, entries[other], similarity) for other, similarity in first)


def _by_economy(entries: list[InputEntry]) -> list[list[int]]:
    """The positions of the entries in each economy."""
    members: dict[str, list[int]] = defaultdict(list)
    for position, entry in enumerate(entries):
        for economy in entry.activity.economies:
            members[economy].append(position)
    return [members[economy] for economy in sorted(members)]


def _compared(
    group: list[InputEntry], matched: Container[frozenset[int]]
) -> Iterator[tuple[int, list[tuple[int, Similarity]]]]:
    """Of entries in one economy, for each the ones that are most similar: positions in `group`."""
    prepared = [prepare(entry.activity) for entry in group]
    for at, near in nearest(prepared, [meaning(entry.activity) for entry in group]):
        others = [each for each in near if frozenset((id(group[at]), id(group[each[0]]))) not in matched]
        totals = {other: total(prepared[at], prepared[other], likeness) for other, likeness in others}
        first = sorted(others, key=lambda each: (-totals[each[0]], group[each[0]].label))[:MOST_SIMILAR]
        found = ((other, similar(prepared[at], prepared[other], likeness, cut=BAND)) for other, likeness in first)
        yield at, [(other, similarity) for other, similarity in found if similarity]


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
