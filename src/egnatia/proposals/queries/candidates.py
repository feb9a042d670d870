"""The activities that a proposal is compared with closely, and what comes of it. All from what the asker sees."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.coverage import cut
from egnatia.kernel.access.reader import Reader
from egnatia.matching.queries.candidates import prepared_activities
from egnatia.matching.queries.similarity import SoughtActivity, alike, sharing_keys
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.overlap.similarity import Similarity, similar
from egnatia.proposals.rules import AT_LEAST, DOUBLE, LIKELY, MOST_COMPARED, is_close, is_less_than_likely


@dataclass(frozen=True, slots=True)
class Compared:
    """An activity that has something in common with a proposal.

    `match` is that of the rules of matches, or of texts that are very much alike. `similarity` is what makes it worth a
    look, None where nothing does. `serves`: one of the proposal's objectives, in one of its economies and some of its
    months. `is_less`: what matches is too little beside all that differs, so that it is worth a look, no more.
    """

    activity: UUID
    match: overlap.MatchResult | None
    similarity: Similarity | None
    serves: bool
    is_less: bool
    titles: tuple[str, ...]  # folded: what orders those that match alike

    @property
    def kind(self) -> str:
        if not self.is_likely:
            return ""
        return self.match.kind if self.match else "overlap"

    @property
    def is_likely(self) -> bool:
        """Whether it concerns the same work: by a match, or by all that is similar taken together."""
        return not self.is_less and (self.match is not None or is_close(self.score))

    @property
    def worth_a_look(self) -> bool:
        return self.serves or self.is_less or (self.similarity is not None and self.similarity.worth_a_look)

    @property
    def score(self) -> float:
        return self.similarity.score if self.similarity else 0.0

    @property
    def strength(self) -> float:
        """What the likely ones are ranked by, 0 of the others."""
        return (self.match.strength if self.match else self.score) if self.is_likely else 0.0


def compared(facts: overlap.ActivityFacts, *, reader: Reader) -> list[Compared]:
    """The activities that have something in common, the likely ones first, then the most similar."""
    forms = [overlap.prepare(form) for form in _forms(facts)]
    sought = SoughtActivity.of(facts, frozenset[str]().union(*map(overlap.keys, forms)))
    (near,) = sharing_keys([sought], reader=reader, most=MOST_COMPARED)
    (in_other_words,) = alike([sought], reader=reader)
    aims = _aims(facts, sought, reader)
    serving = {record for record, codes in aims.items() if codes & facts.objectives}
    found = []
    for record, other in prepared_activities({*near, *in_other_words.first, *serving}):
        likeness = in_other_words.likeness.get(record, 0.0)
        every = [match for form in forms if (match := overlap.score(form, other)) and match.strength >= AT_LEAST]
        match = _best(every, overlap.resemblance(forms[0], other, likeness))
        similarity = similar(forms[0], other, likeness)
        serves = record in serving and _together(forms[0], other)
        if match or similarity or serves:
            is_less = match is not None and is_less_than_likely(
                match.kind,
                similarity.score if similarity else 0.0,
                by_texts=not every,
                serves=serves,
                serves_others=record in aims and record not in serving,
            )
            titles = tuple(title.plain for title in other.titles)
            found.append(Compared(record, match, similarity, serves, is_less, titles))
    return sorted(found, key=lambda each: (-each.strength, -each.score, each.titles, each.activity))


def _aims(facts: overlap.ActivityFacts, sought: SoughtActivity, reader: Reader) -> dict[UUID, set[str]]:
    """The objectives that each activity in one of the economies serves: declared, confirmed or estimated."""
    found: dict[UUID, set[str]] = defaultdict(set)
    if facts.objectives and facts.economies:
        seen = Activity.visible_to(reader).filter(sought.not_apart, economies__overlap=sorted(facts.economies))
        rows = ActivityAim.objects.filter(activity__in=seen.values("record_id")).values_list("activity", "code")
        for activity, code in rows:
            found[activity].add(cut(code))
    return found


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


def _best(every: Sequence[overlap.MatchResult], meant: overlap.MatchResult | None) -> overlap.MatchResult | None:
    """The same money or work first; else the stronger of what the facts say and what the texts mean."""
    double = [match for match in every if match.kind in DOUBLE]
    if double or (meant and not every and meant.score < LIKELY):
        meant = None
    return max([*(double or every), *filter(None, [meant])], key=lambda match: match.strength, default=None)
