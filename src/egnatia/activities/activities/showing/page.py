"""The page of one activity as a frozen value."""

from dataclasses import dataclass
from uuid import UUID

from egnatia import overlap
from egnatia.activities.activities.showing.money import MOST_LINES
from egnatia.activities.activities.showing.values import (
    Conflict,
    Edition,
    Fact,
    MoneyLine,
    OtherVersion,
    Place,
    Relation,
    Role,
    Said,
    Unused,
)
from egnatia.kernel.audience import Group
from egnatia.kernel.marking import Marking
from egnatia.kernel.reading import Verdict


@dataclass(frozen=True, slots=True)
class Told:
    """What the activity says, part by part."""

    titles: tuple[Said, ...]
    chips: tuple[str, ...]
    descriptions: tuple[Said, ...]
    roles: tuple[Role, ...]
    economies: tuple[Place, ...]
    places: tuple[Place, ...]
    purposes: tuple[Fact, ...]
    classifications: tuple[Fact, ...]
    dates: tuple[Fact, ...]
    money: tuple[MoneyLine, ...]
    identifiers: tuple[Fact, ...]
    origin: tuple[Fact, ...]
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
    facts: overlap.Activity
    told: Told
    relations: tuple[Relation, ...]
    versions: tuple[OtherVersion, ...]
    conflicts: tuple[Conflict, ...]
    history: tuple[Edition, ...]
    marking: Marking
    verdict: Verdict
    audience: tuple[Group, ...]
    owner: str
    writable: bool

    @property
    def title(self) -> Said:
        return self.told.titles[0] if self.told.titles else Said("", "", "")

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
