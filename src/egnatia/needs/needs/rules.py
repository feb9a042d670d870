"""The codes of a need, the filters of a list of needs, and who speaks for an economy. Pure."""

from dataclasses import dataclass

from egnatia.kernel.access.reader import Reader

NATURES = ("legislative", "institutional", "operational")
PERSPECTIVES = ("prevention", "response")
PRIORITIES = ("high", "medium", "low")
HIGH = "high"
DRAFTED, CONFIRMED, DECLINED = "drafted", "confirmed", "declined"
LONGEST = 5_000  # characters of the own words in one language
PAGE = 15
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


def may_confirm(reader: Reader, economy: str) -> bool:
    """Its focal point and their deputies, whoever holds the office today."""
    return reader.strong and economy in reader.focal_economies()


def may_state(reader: Reader, economy: str) -> bool:
    """Its focal point; and as drafts whoever sits for it, and the secretariat for every economy."""
    return reader.strong and (economy in reader.economies or reader.is_secretariat)


def may_state_any(reader: Reader) -> bool:
    """Whether there is an economy at all for which they may state something."""
    return reader.strong and (bool(reader.economies) or reader.is_secretariat)
