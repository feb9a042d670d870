"""What follows from a match and from what its owners say. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

# A name space of our own: a match's address follows from its two activities, so it outlives recomputation and tells
# nothing about how many there are.
MATCHES = UUID("6e1f5c1e-7b59-4a6e-9d0e-0d2c3f0b8a51")
WEEKEND = 5


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The pair with the smaller identifier first, as matches and views are kept."""
    return (one, other) if one < other else (other, one)


def match_id(left: UUID, right: UUID) -> UUID:
    """The identifier of the match of two activities, whichever comes first."""
    first, second = in_order(left, right)
    return uuid5(MATCHES, f"{first}{second}")


def working_days_before(day: date, count: int) -> date:
    """The day that lies `count` working days (Monday to Friday) before `day`."""
    while count:
        day -= timedelta(days=1)
        if day.weekday() < WEEKEND:
            count -= 1
    return day


AGREED, DIFFER, OPEN, NONE = "agreed", "differ", "open", "none"


@dataclass(frozen=True, slots=True)
class Statement:
    """One side's newest view: which side, and what it says."""

    side: str
    verdict: str


def together(statements: Iterable[Statement], *, one_owner: bool = False) -> str:
    """What the views say taken together: *agreed* where both sides say the same, *differ* where they do not, *open*
    where one is missing or asks, *none* where nobody has said anything. One owner of both speaks for both sides."""
    said = {statement.side: statement.verdict for statement in statements}
    if not said:
        return NONE
    if "ask" in said.values() or (len(said) == 1 and not one_owner):
        return OPEN
    return AGREED if len(set(said.values())) == 1 else DIFFER
