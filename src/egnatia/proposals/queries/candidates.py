"""The activities that a proposal is compared with closely, and what comes of it. All from what the asker sees."""

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
from egnatia.proposals.rules import AT_LEAST, DOUBLE, LIKELY, MOST_COMPARED


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
    def worth_a_look(self) -> bool:
        return self.serves or (self.similarity is not None and self.similarity.worth_a_look)

    @property
    def score(self) -> float:
        return self.similarity.score if self.similarity else 0.0


def compared(facts: overlap.ActivityFacts, *, reader: Reader) -> list[Compared]:
    """The activities that have something in common, the strongest matches first, then the most similar."""
    forms = [overlap.prepare(form) for form in _forms(facts)]
    sought = SoughtActivity.of(facts, frozenset[str]().union(*map(overlap.keys, forms)))
    (near,) = sharing_keys([sought], reader=reader, most=MOST_COMPARED)
    (in_other_words,) = alike([sought], reader=reader)
    serving = _serving(facts, sought, reader)
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


def _serving(facts: overlap.ActivityFacts, sought: SoughtActivity, reader: Reader) -> frozenset[UUID]:
    """Those that serve one of the objectives in one of the economies: declared, confirmed or estimated."""
    if not facts.objectives or not facts.economies:
        return frozenset()
    seen = Activity.visible_to(reader).filter(sought.not_apart, economies__overlap=sorted(facts.economies))
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
