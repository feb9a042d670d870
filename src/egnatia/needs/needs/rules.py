"""The codes of a need, and the filters of a list of needs. Pure."""

from dataclasses import dataclass

NATURES = ("legislative", "institutional", "operational")
PERSPECTIVES = ("prevention", "response")
PRIORITIES = ("high", "medium", "low")
HIGH = "high"
DRAFTED, CONFIRMED, DECLINED = "drafted", "confirmed", "declined"
LONGEST = 5_000  # characters of the own words in one language
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
