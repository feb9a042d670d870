"""The activities that a proposal is compared with closely, and what comes of it. All from what the asker sees."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q

from egnatia import overlap
from egnatia.activities.activities.columns import first_day, key_numbers, last_day
from egnatia.activities.activities.models import Activity, ActivityKey
from egnatia.coverage import cut
from egnatia.kernel.access.reader import Reader
from egnatia.matching.queries.candidates import NOBODY, prepared_activities
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.overlap.similarity import Similarity, similar
from egnatia.proposals.queries.similarity import alike
from egnatia.proposals.rules import AT_LEAST, DOUBLE, LIKELY, MOST_COMPARED

TOLERANCE = timedelta(days=190)  # as the engine's own for money that is passed on


@dataclass(frozen=True, slots=True)
class Compared:
    """An activity that has something in common with a proposal.

    `match` is that of the rules of matches, or of texts that are very much alike: worth a call. `similarity` is what
    makes it worth a look, None where nothing does. `serves`: one of the proposal's objectives, in one of its economies
    and some of its months.
    """

    activity: UUID
    match: overlap.MatchResult | None
    similarity: Similarity | None
    serves: bool
    titles: tuple[str, ...]  # folded: what orders those that match alike

    @property
    def kind(self) -> str:
        return self.match.kind if self.match else ""

    @property
    def score(self) -> float:
        return self.similarity.score if self.similarity else 0.0


def compared(facts: overlap.ActivityFacts, *, reader: Reader) -> list[Compared]:
    """The activities that have something in common, the strongest matches first, then the most similar."""
    forms = [overlap.prepare(form) for form in _forms(facts)]
    not_apart = _not_apart(facts)
    near = _nearest(frozenset().union(*map(overlap.keys, forms)), not_apart, reader)
    in_other_words = alike(facts, reader=reader, not_apart=not_apart)
    serving = _serving(facts, not_apart, reader)
    found = []
    for record, other in prepared_activities({*near, *in_other_words.first, *serving}):
        likeness = in_other_words.likeness.get(record, 0.0)
        match = _best(forms, other, likeness)
        similarity = similar(forms[0], other, likeness)
        serves = record in serving and _together(forms[0], other)
        if match or similarity or serves:
            titles = tuple(title.plain for title in other.titles)
            found.append(Compared(record, match, similarity, serves, titles))
    return sorted(
        found,
        key=lambda each: (-(each.match.strength if each.match else 0), -each.score, each.titles, each.activity),
    )


def _serving(facts: overlap.ActivityFacts, not_apart: Q, reader: Reader) -> frozenset[UUID]:
    """Those that serve one of the objectives in one of the economies: declared, confirmed or estimated."""
    if not facts.objectives or not facts.economies:
        return frozenset()
    seen = Activity.visible_to(reader).filter(not_apart, economies__overlap=sorted(facts.economies))
    rows = ActivityAim.objects.filter(activity__in=seen.values("record_id")).values_list("activity", "code")
    return frozenset(activity for activity, code in rows if cut(code) in facts.objectives)


def _together(one: overlap.Prepared, other: overlap.Prepared) -> bool:
    """Whether they have days in common."""
    return bool(one.window and other.window and one.window.shared_days(other.window) > 0)


def _forms(facts: overlap.ActivityFacts) -> Iterator[overlap.ActivityFacts]:
    """The proposal as it is, and with less: sectors and objectives read from its words are guesses, and who pays is no
    reason not to tell of a like work of the same funder."""
    yield facts
    sure = replace(facts, sectors=frozenset(), objectives=frozenset())
    if sure != facts:
        yield sure
    if facts.funders:
        yield replace(sure, funders=())


def _best(forms: Sequence[overlap.Prepared], other: overlap.Prepared, likeness: float) -> overlap.MatchResult | None:
    """The same money or work first; else the stronger of what the facts say and what the texts mean."""
    every = [match for form in forms if (match := overlap.score(form, other)) and match.strength >= AT_LEAST]
    double = [match for match in every if match.kind in DOUBLE]
    meant = None if double else overlap.resemblance(forms[0], other, likeness)
    if meant and not every and meant.score < LIKELY:
        meant = None
    return max([*(double or every), *filter(None, [meant])], key=lambda match: match.strength, default=None)


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
