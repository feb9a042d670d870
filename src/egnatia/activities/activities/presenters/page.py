"""The page of one activity as a frozen value."""

from dataclasses import dataclass
from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities.presenters.money import MOST_LINES
from egnatia.activities.activities.presenters.values import (
    ActivityEdition,
    ActivityPlace,
    ActivityRole,
    Conflict,
    MoneyLine,
    OriginalText,
    OtherVersion,
    PageFact,
    Relation,
    Unused,
)
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.policy import Verdict
from egnatia.kernel.audience import Group


@dataclass(frozen=True, slots=True)
class ActivityContent:
    """What the activity says, part by part."""

    titles: tuple[OriginalText, ...]
    chips: tuple[str, ...]
    descriptions: tuple[OriginalText, ...]
    roles: tuple[ActivityRole, ...]
    economies: tuple[ActivityPlace, ...]
    places: tuple[ActivityPlace, ...]
    purposes: tuple[PageFact, ...]
    classifications: tuple[PageFact, ...]
    dates: tuple[PageFact, ...]
    money: tuple[MoneyLine, ...]
    identifiers: tuple[PageFact, ...]
    origin: tuple[PageFact, ...]
    unused: tuple[Unused, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """Everything that a template may know of it. `writable`: the reader's organisation may change it."""

    id: UUID
    sort: str
    sort_code: str
    status: str
    band: str
    facts: overlap.ActivityFacts
    told: ActivityContent
    relations: tuple[Relation, ...]
    versions: tuple[OtherVersion, ...]
    conflicts: tuple[Conflict, ...]
    history: tuple[ActivityEdition, ...]
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    owner: str
    writable: bool

    @property
    def title(self) -> OriginalText:
        return self.told.titles[0] if self.told.titles else OriginalText("", "", "")

    @property
    def money_shown(self) -> tuple[MoneyLine, ...]:
        return self.told.money[:MOST_LINES]

    @property
    def money_more(self) -> int:
        return max(0, len(self.told.money) - MOST_LINES)

    @property
    def newer(self) -> OtherVersion | None:
        """The version that lists show instead of this one."""
        return next((version for version in self.versions if version.newer), None)
