"""What follows from a match and from what its owners say. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

# A name space of our own: a match's address follows from its two activities, so it outlives recomputation and tells
# nothing about how many there are.
MATCHES = UUID("6e1f5c1e-7b59-4a6e-9d0e-0d2c3f0b8a51")


def in_order(one: UUID, other: UUID) -> tuple[UUID, UUID]:
    """The pair with the smaller identifier first, as matches and views are kept."""
    return (one, other) if one < other else (other, one)


def match_id(left: UUID, right: UUID) -> UUID:
    """The identifier of the match of two activities, whichever comes first."""
    first, second = in_order(left, right)
    return uuid5(MATCHES, f"{first}{second}")


LONGEST_TITLE = 60  # letters of each


def titles_of(one: str, other: str) -> str:
    """The folded titles of two activities as one text, whichever comes first: matches of equal rank stand in its
    order on every installation."""
    return " | ".join(title[:LONGEST_TITLE] for title in sorted((one, other)))


AGREED, DIFFER, OPEN, NONE = "agreed", "differ", "open", "none"
STATES = (NONE, OPEN, AGREED, DIFFER)
LEFT, RIGHT, BOTH = "left", "right", "both"
ASKING = "ask"


@dataclass(frozen=True, slots=True)
class SidePosition:
    """The newest view of a side: which (one owner of both activities speaks for `both`), and what it says."""

    side: str
    verdict: str


def together(statements: Iterable[SidePosition]) -> str:
    """What the views say taken together: *agreed* where both sides say the same, *differ* where they do not, *open*
    where one is missing or asks, *none* where nobody has said anything."""
    said = {statement.side: statement.verdict for statement in statements}
    if not said:
        return NONE
    if ASKING in said.values() or (len(said) == 1 and BOTH not in said):
        return OPEN
    return AGREED if len(set(said.values())) == 1 else DIFFER


def side_of(organisation: str, *, left: str, right: str) -> str:
    """Whose side an organisation speaks for; "" where neither activity is its own."""
    if organisation and organisation == left == right:
        return BOTH
    if organisation and organisation == left:
        return LEFT
    return RIGHT if organisation and organisation == right else ""


PAGE = 25
MOST_LISTED = 1_000  # beyond it, a list asks for a narrower filter


@dataclass(frozen=True, slots=True)
class MatchFilters:
    """The filters of the list of matches; an empty one does not narrow."""

    q: str = ""
    kind: str = ""
    economy: str = ""
    about: str = ""  # "objective:2.3" or "sector:152": with everything below it
    organisation: str = ""
    size: str = ""
    view: str = ""  # one of STATES
    activity: UUID | None = None

    @property
    def narrowed(self) -> bool:
        return self != MatchFilters()
