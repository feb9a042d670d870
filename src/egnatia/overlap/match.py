"""What the engine says about two activities: one kind, a score from explained parts, the evidence and the doubts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from egnatia.overlap.constants import Weights

Kind = Literal["same", "chain", "series", "overlap"]
KINDS: tuple[Kind, ...] = ("same", "chain", "series", "overlap")


@dataclass(frozen=True, slots=True)
class Component:
    """One part of the score: `value` 0..1, or None where one of the two sides does not state the field."""

    name: str
    value: float | None
    weight: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing in common: `left` and `right` as written on each side, `shared` a neutral term (code, concept)."""

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    shared: tuple[str, ...] = ()

    def swapped(self) -> "Evidence":
        return Evidence(self.kind, self.right, self.left, self.shared)


@dataclass(frozen=True, slots=True)
class MatchResult:
    """What two activities have in common, and the evidence for it."""

    kind: Kind
    score: float  # 0..100, over the components that both sides state
    confidence: float  # 0..1, the share of the weight whose fields both sides state
    direction: int = 0  # +1: the left passes money on to the right; -1: the right to the left; 0: none
    components: tuple[Component, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[str, ...] = ()  # codes of "why we may be wrong", see DOUBTS

    @property
    def strength(self) -> float:
        """Score times confidence, 0..100: what matches are ranked and cut by."""
        return self.score * self.confidence

    def swapped(self) -> "MatchResult":
        """The same match, read from the other activity."""
        return replace(self, direction=-self.direction, evidence=tuple(e.swapped() for e in self.evidence))


DOUBTS: dict[str, str] = {
    "one_project": "the titles are nearly equal: it may be one project that both pay for",
    "no_dates": "one side states no dates",
    "end_assumed": "one side states no end; we assumed a usual length",
    "only_title": "only the titles could be compared",
    "other_language": "the texts are in different languages; they were compared by concepts and names",
    "no_amount": "one side states no amount",
    "currencies_differ": "the amounts are in different currencies or in one that is not stated",
    "no_receiver": "no receiving institution is stated on one side",
    "no_purpose": "no objective or sector is stated in common terms",
    "no_funder": "one side states no funder",
    "no_economy": "one side states no economy",
    "many_economies": "one side works in many economies; its share here is not known",
    "short_title": "the title is short and general",
}


def compose(  # noqa: PLR0913 - the parts of a match, most of them by name
    kind: Kind,
    weights: Weights,
    values: Mapping[str, float | None],
    *,
    evidence: tuple[Evidence, ...],
    doubts: tuple[str, ...] = (),
    direction: int = 0,
) -> MatchResult:
    """Score over the parts that both sides state; confidence is their share of the whole weight."""
    parts = tuple(Component(name, values.get(name), weight) for name, weight in weights)
    stated = sum([p.weight for p in parts if p.value is not None])
    reached = sum([p.weight * p.value for p in parts if p.value is not None])
    score = 100 * reached / stated if stated else 0.0
    confidence = stated / sum([weight for _, weight in weights])
    return MatchResult(kind, round(score, 2), round(confidence, 4), direction, parts, evidence, doubts)
