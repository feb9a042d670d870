"""A match as pages show it: frozen values, worked out from what the reader sees."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import get_language

from egnatia import overlap
from egnatia.activities.activities.columns import folded_name
from egnatia.activities.activities.rows import ActivityRow
from egnatia.kernel.access.reader import Reader
from egnatia.matching import labels
from egnatia.matching.clauses import MatchLabels, both_ways, listed
from egnatia.matching.models import Match
from egnatia.matching.rules import BOTH, LEFT, RIGHT
from egnatia.matching.sentences import Sentence, passed_on, sentence
from egnatia.taxonomy.forum import ForumNames, told_in_language
from egnatia.taxonomy.vocabularies import Vocabulary

MOST_ECONOMIES = 3


@dataclass(frozen=True, slots=True)
class ListedSide:
    """One of the two activities of a row: its title in the reader's language where its source states one, else the
    original with what it is about (`chips`)."""

    row: ActivityRow
    title: str
    lang: str
    chips: tuple[str, ...]

    @property
    def period(self) -> dict[str, str]:
        """Its dates, for the tag month_bars."""
        return {"label": self.title, "start": self.row.start, "end": self.row.end}


def side_in_list(row: ActivityRow) -> ListedSide:
    """The side with the title that its reader can read."""
    wanted = (get_language() or "en").partition("-")[0]
    titles = {text.lang: text.text for text in reversed(row.facts.titles) if text.text}
    title, lang = told_in_language(titles)
    if title and lang.partition("-")[0] == wanted:
        return ListedSide(row, title, "", ())
    return ListedSide(row, row.title, row.lang, row.chips)


@dataclass(frozen=True, slots=True)
class MatchRow:
    """A match in a list. `state` is what its views say taken together; `own` whether a position of the reader's
    organisation is awaited. `economies` and `institution` are those of both where they have some in common."""

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
    direction: int
    economies: str
    institution: str
    own: bool = False
    marks: tuple[str, ...] = ()  # what the secretariat did, for itself
    side: str = ""  # of the reader's organisation: "left", "right", "both" or ""
    receivers: tuple[tuple[str, str], ...] = ()  # the institutions of both, as each side writes them
    behalf: str = ""  # for whom the reader's organisation brought its record in

    @property
    def titles(self) -> str:
        """What rows of equal rank are ordered by, whoever reads them."""
        return f"{self.left.title} {self.right.title}"

    @property
    def entered(self) -> UUID | None:
        """The activity that the reader's organisation entered, where it did not enter both."""
        return {LEFT: self.left.id, RIGHT: self.right.id}.get(self.side)

    @property
    def one(self) -> ListedSide:
        """The activity that is named first: the one that appears to be funded from the other."""
        return side_in_list(self.right if self.direction > 0 else self.left)

    @property
    def other(self) -> ListedSide:
        return side_in_list(self.left if self.direction > 0 else self.right)

    @property
    def passed_on(self) -> str:
        """Which of the two appears to be funded from which, with both amounts, as HTML; "" where that is not known."""
        return passed_on(self.kind, self.direction, self.one, self.other)

    @property
    def state_label(self) -> str:
        return labels.label(labels.STATE, self.state)


def row_of(  # noqa: PLR0913 - what a row is made of
    match: Match,
    sides: Mapping[UUID, ActivityRow],
    state: str,
    words: MatchLabels,
    *,
    own: bool = False,
    marks: tuple[str, ...] = (),
    side: str = "",
    behalf: str = "",
) -> MatchRow:
    found, left, right = engine_match(match), sides[match.left_id], sides[match.right_id]
    return MatchRow(
        id=match.pk,
        kind=match.kind,
        sentence=sentence(found, words),
        left=left,
        right=right,
        state=state,
        score=match.score,
        confidence=match.confidence,
        found_at=match.found_at,
        gone=match.gone_at is not None,
        direction=match.direction,
        economies=_economies(left.facts, right.facts, words),
        institution=_institution(found, left.facts, right.facts),
        own=own,
        marks=marks,
        side=side,
        receivers=tuple(
            pair
            for each in found.evidence
            if each.kind == "receiver"
            for pair in zip(each.left, each.right, strict=False)
        ),
        behalf=behalf,
    )


def behalf_of(reader: Reader, side: str, left: ActivityRow, right: ActivityRow) -> str:
    """The organisation for which the reader's own brought in its record of the two: the one that reports it, where
    theirs has no part in it; "" where they speak for themselves."""
    for own, row in ((LEFT, left), (RIGHT, right)):
        facts = row.facts
        if side not in (own, BOTH) or not facts.reporters:
            continue
        parties = {folded_name(body.name) for body in (*facts.reporters, *facts.funders, *facts.implementers)}
        if folded_name(reader.organisation_name) not in parties:
            return facts.reporters[0].name
    return ""


def _economies(left: overlap.ActivityFacts, right: overlap.ActivityFacts, words: MatchLabels) -> str:
    """Those of both, in the forum's order; where they have none in common, those of either."""
    codes = (left.economies & right.economies) or (left.economies | right.economies)
    known = [name for code, name in words.economies.items() if code in codes]
    return listed([*known, *sorted(codes - words.economies.keys())], most=MOST_ECONOMIES)


def _institution(found: overlap.MatchResult, left: overlap.ActivityFacts, right: overlap.ActivityFacts) -> str:
    """The receiving institution of both, as each writes it; else those that either names."""
    shared = [both_ways(*each.left, *each.right) for each in found.evidence if each.kind == "receiver"]
    named = [body.name or body.ref for facts in (left, right) for body in facts.receivers]
    return listed(shared or named, most=2)


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
