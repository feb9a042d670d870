"""What says the same in other words, or in another language. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from egnatia import overlap
from egnatia.overlap.constants import MADE_BY
from egnatia.overlap.rows import likenesses, meaning
from egnatia.pages.originals import spoken

# Of the demo's planted repeats all stand above it (0.34 to 0.81), of what is new beside them one of seven (0.30).
FLOOR = 0.25
MOST = 3  # that are shown beside one paragraph


def meaning_of(words: Mapping[str, str]) -> bytes:
    """The packed row of a text that stands in one or several languages."""
    texts = tuple(overlap.Text(text, spoken(code)) for code, text in sorted(words.items()))
    return meaning(overlap.ActivityFacts(ref="", titles=texts))


@dataclass(frozen=True, slots=True)
class CommitmentCandidate:
    """A commitment that a paragraph is compared with."""

    record: UUID
    words: Mapping[str, str]
    row: bytes

    @property
    def meaning(self) -> bytes:
        """Its row; worked out anew where another version of the tables made it."""
        return self.row if self.row.startswith(MADE_BY) else meaning_of(self.words)


def alike(
    texts: Sequence[Mapping[str, str]], known: Sequence[CommitmentCandidate]
) -> list[tuple[tuple[UUID, float], ...]]:
    """For each text the commitments most like it, 0..1, the likest first; those below the floor are left out."""
    rows = [each.meaning for each in known]
    return [_best(meaning_of(text), rows, known) for text in texts]


def _best(asked: bytes, rows: Sequence[bytes], known: Sequence[CommitmentCandidate]) -> tuple[tuple[UUID, float], ...]:
    found = [
        (each.record, float(likeness))
        for each, likeness in zip(known, likenesses(asked, rows), strict=True)
        if likeness >= FLOOR
    ]
    return tuple(sorted(found, key=lambda pair: (-pair[1], str(pair[0])))[:MOST])
