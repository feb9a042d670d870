"""From parts and evidence to a match."""

from collections.abc import Mapping

from egnatia.overlap.constants import Weights
from egnatia.overlap.match import Component, Evidence, Kind, Match


def compose(  # noqa: PLR0913 - the parts of a match, most of them by name
    kind: Kind,
    weights: Weights,
    values: Mapping[str, float | None],
    *,
    evidence: tuple[Evidence, ...],
    doubts: tuple[str, ...] = (),
    direction: int = 0,
) -> Match:
    """Score over the parts that both sides state; confidence is their share of the whole weight."""
    parts = tuple(Component(name, values.get(name), weight) for name, weight in weights)
    stated = sum([p.weight for p in parts if p.value is not None])
    reached = sum([p.weight * p.value for p in parts if p.value is not None])
    score = 100 * reached / stated if stated else 0.0
    confidence = stated / sum([weight for _, weight in weights])
    return Match(kind, round(score, 2), round(confidence, 4), direction, parts, evidence, doubts)
