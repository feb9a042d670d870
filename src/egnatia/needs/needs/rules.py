"""What a need says, in values, and how many may be high. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NATURES = ("legislative", "institutional", "operational")
PERSPECTIVES = ("prevention", "response")
PRIORITIES = ("high", "medium", "low")
HIGH = "high"
DRAFTED, CONFIRMED, DECLINED = "drafted", "confirmed", "declined"
LONGEST = 5_000  # characters of the own words in one language


@dataclass(frozen=True, slots=True)
class Said:
    """What a need says. `words` by language, as stated; `language` is the one that they were first written in.

    `nature`, `perspective`, `source`, `page` and `round` may be unknown ("" and None).
    """

    economy: str
    objective: str
    priority: str = "medium"
    nature: str = ""
    perspective: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    source: str = ""
    page: str = ""
    round: int | None = None

    def body(self) -> dict[str, object]:
        """As a version keeps it."""
        return {
            "economy": self.economy,
            "objective": self.objective,
            "priority": self.priority,
            "nature": self.nature,
            "perspective": self.perspective,
            "words": dict(self.words),
            "language": self.language,
            "source": self.source,
            "page": self.page,
            "round": self.round,
        }


PAGE = 50
MOST_LISTED = 5_000
MOST_CHANGED = 1_000  # at once


@dataclass(frozen=True, slots=True)
class NeedFilters:
    """The filters of a list of needs; an empty one does not narrow."""

    q: str = ""
    economy: str = ""
    objective: str = ""  # with everything below it
    priority: str = ""
    nature: str = ""
    perspective: str = ""
    status: str = ""

    @property
    def narrowed(self) -> bool:
        return self != NeedFilters()
