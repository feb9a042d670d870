"""What waits for somebody, and about how long it takes. Pure."""

from dataclasses import dataclass
from math import ceil

AT_ONCE = 15  # things of one sort that somebody does in one go
MINUTES = {
    "matches": 0.75, "asked": 2.0, "questions": 2.0, "answers": 1.0, "needs": 1.0, "releases": 1.0,
    "memberships": 1.0, "resets": 2.0, "names": 0.5, "estimates": 0.25, "plans": 2.0, "measures": 2.0,
    "round": 0.5, "round-clearing": 2.0, "round-accepting": 5.0,
    "section": 2.0, "section-back": 1.0, "text": 2.0, "objection": 2.0,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that waits: how many, what they are in a sentence, and where it is done."""

    sort: str
    count: int
    sentence: str
    text: str
    url: str
    action: str

    @property
    def first(self) -> int:
        """How many of them the minutes are for, where that is not all; else 0."""
        return AT_ONCE if self.count > AT_ONCE else 0

    @property
    def minutes(self) -> int:
        return max(1, ceil(MINUTES[self.sort] * min(self.count, AT_ONCE)))


def minutes_of(waiting: tuple[Waiting, ...]) -> int:
    """About how long all of it takes."""
    return sum(each.minutes for each in waiting)


SECRETARIAT, FOCAL_POINT, AGENCY, PARTNER, CIVIL, MEMBER = (
    "secretariat", "focal-point", "agency", "partner", "civil-society", "member",
)  # fmt: skip
BY_TYPE = {
    "government": AGENCY,
    "international": PARTNER,
    "donor": PARTNER,
    "implementer": PARTNER,
    "civil-society": CIVIL,
    "academia": CIVIL,
}


def kind_of(*, secretariat: bool, focal_point: bool, organisation_type: str, seated: bool) -> str:
    """For whom a home is made: by office, else by the sort of organisation; who sits nowhere is a member."""
    if secretariat:
        return SECRETARIAT
    if focal_point:
        return FOCAL_POINT
    return BY_TYPE.get(organisation_type, MEMBER) if seated else MEMBER
