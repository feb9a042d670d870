"""The activities that a proposal is compared with closely, and what comes of it. All from what the asker sees."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q

from egnatia import overlap
from egnatia.activities.activities.columns import first_day, key_numbers, last_day
from egnatia.activities.activities.models import Activity, ActivityKey
from egnatia.kernel.access.reader import Reader
from egnatia.matching.queries.candidates import NOBODY, prepared_activities
from egnatia.proposals.queries.similarity import alike
from egnatia.proposals.rules import AT_LEAST, DOUBLE, LIKELY, MOST_COMPARED

TOLERANCE = timedelta(days=190)  # as the engine's own for money that is passed on


@dataclass(frozen=True, slots=True)
class Compared:
    """`likely`: worth a call, by the rules of matches or since the texts are very much alike; else worth a look."""

    activity: UUID
    match: overlap.MatchResult
    likely: bool
    titles: tuple[str, ...]  # folded: what orders those that match alike


def compared(facts: overlap.ActivityFacts, *, reader: Reader) -> list[Compared]:
    """The activities that match, the strongest first."""
    forms = [overlap.prepare(form) for form in _forms(facts)]
    not_apart = _not_apart(facts)
    near = _nearest(frozenset().union(*map(overlap.keys, forms)), not_apart, reader)
    in_other_words = alike(facts, reader=reader, not_apart=not_apart)
    found = [
        Compared(record, match, likely, tuple(title.plain for title in other.titles))
        for record, other in prepared_activities({*near, *in_other_words.first})
        for match, likely in _best(forms, other, in_other_words.likeness.get(record, 0.0))
    ]
    return sorted(found, key=lambda each: (-each.match.strength, each.titles, each.activity))


def _forms(facts: overlap.ActivityFacts) -> Iterator[overlap.ActivityFacts]:
    """The proposal as it is, and with less: a sector read from its words is a guess, and who pays is no reason not to
    tell of a like work of the same funder."""
    yield facts
    if facts.sectors:
        yield replace(facts, sectors=frozenset())
    if facts.funders:
        yield replace(facts, funders=(), sectors=frozenset())


def _best(
    forms: Sequence[overlap.Prepared], other: overlap.Prepared, likeness: float
) -> Iterator[tuple[overlap.MatchResult, bool]]:
    """The same money or work first; else the stronger of what the facts say and what the texts mean. Is it likely?"""
    every = [match for form in forms if (match := overlap.score(form, other)) and match.strength >= AT_LEAST]
    double = [match for match in every if match.kind in DOUBLE]
    meant = None if double else overlap.resemblance(forms[0], other, likeness)
    best = max([*(double or every), *filter(None, [meant])], key=lambda match: match.strength, default=None)
    if best:
        yield best, bool(every) or best.score >= LIKELY


def _nearest(keys: Iterable[str], not_apart: Q, reader: Reader) -> list[UUID]:
    """Those that share a key and are not apart in time; of too many, those that share the most.

    Counted among the visible ones only: what a reader may not see takes nobody's place.
    """
    numbers = key_numbers(keys)
    shared = ActivityKey.objects.filter(key__in=numbers).values("activity_id").annotate(number=Count("pk"))
    weight = dict(shared.order_by().values_list("activity_id", "number"))
    seen = Activity.visible_to(reader).filter(not_apart, record_id__in=[NOBODY, *weight])
    rows = seen.values_list("record_id", "sorted_title")
    ordered = sorted(rows, key=lambda row: (-weight[row[0]], row[1], row[0]))
    return [record for record, _title in ordered[:MOST_COMPARED]]


def _not_apart(facts: overlap.ActivityFacts) -> Q:
    """A condition that leaves out what ended long before or begins long after."""
    wanted = Q()
    start, end = first_day(facts.start), last_day(facts.end)
    if start:
        wanted &= Q(ends__isnull=True) | Q(ends__gte=start - TOLERANCE)
    if end:
        wanted &= Q(starts__isnull=True) | Q(starts__lte=end + TOLERANCE)
    return wanted
