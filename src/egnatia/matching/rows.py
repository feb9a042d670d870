"""A match as pages show it: frozen values, worked out from what the reader sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from egnatia import overlap
from egnatia.activities.activities.rows import ActivityRow
from egnatia.matching import labels
from egnatia.matching.clauses import MatchLabels
from egnatia.matching.models import Match
from egnatia.matching.sentences import Sentence, sentence
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Vocabulary


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match in a list. `state` is what its views say taken together."""

    id: UUID
    kind: str
    sentence: Sentence
    left: ActivityRow
    right: ActivityRow
    state: str
    score: float
    confidence: float
    found_at: datetime
    gone: bool

    @property
    def state_label(self) -> str:
        return labels.label(labels.STATE, self.state)


def row_of(match: Match, sides: Mapping[UUID, ActivityRow], state: str, words: MatchLabels) -> MatchRow:
    return MatchRow(
        id=match.pk,
        kind=match.kind,
        sentence=sentence(engine_match(match), words),
        left=sides[match.left_id],
        right=sides[match.right_id],
        state=state,
        score=match.score,
        confidence=match.confidence,
        found_at=match.found_at,
        gone=match.gone_at is not None,
    )


def engine_match(match: Match) -> overlap.MatchResult:
    """What the engine said, as it was stored."""
    stored: dict[str, Any] = {
        "kind": match.kind,
        "score": match.score,
        "confidence": match.confidence,
        "direction": match.direction,
        "components": match.components,
        "evidence": match.evidence,
        "doubts": match.doubts,
    }
    return msgspec.convert(stored, type=overlap.MatchResult)


def words_of(names: ForumNames, vocabulary: Vocabulary) -> MatchLabels:
    """What codes are called here, for the sentence of a match."""
    return MatchLabels(
        economies={economy.code: economy.name for economy in names.economies},
        objectives=vocabulary.objectives.labels,
        types=vocabulary.types,
        groups={**vocabulary.good_of, **vocabulary.works_with},
        sectors=vocabulary.sectors,
    )
