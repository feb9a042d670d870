"""What follows from a match and from what its owners say, and which money repeats other money. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
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


PAGE = 15  # a phone shows them in six screens
QUEUE = 8  # of those that await a position: each is a form
MOST_LISTED = 1_000  # beyond it, a list asks for a narrower filter


KINDS = ("overlap", "same", "chain")  # the tabs of the list, in their order; a series is worked out where asked


UNHANDLED, MINE, AGENDA, ASIDE, ALL = "unhandled", "mine", "agenda", "aside", "all"
DESK = (UNHANDLED, MINE, AGENDA, ASIDE, ALL)


@dataclass(frozen=True, slots=True)
class MatchFilters:
    """The filters of the list of matches; an empty one does not narrow. `kind` is the tab; "" stands for all."""

    q: str = ""
    kind: str = KINDS[0]
    economy: str = ""
    about: str = ""  # "objective:2.3" or "sector:152": with everything below it
    organisation: str = ""
    size: str = ""
    view: str = ""  # one of STATES
    activity: UUID | None = None
    desk: str = ""  # one of DESK: for the secretariat, of whom what it set aside is not listed otherwise

    @property
    def narrowed(self) -> bool:
        return self != MatchFilters(kind=self.kind)


@dataclass(frozen=True, slots=True)
class Edge:
    """`again` repeats money of `of`: the passed-on part of it, or the later report of the same. `match` says why, and
    `titles`, those of both folded, tell it from others on every installation alike."""

    again: UUID
    of: UUID
    match: UUID
    kind: str
    titles: str = ""


def counted_once(edges: Sequence[Edge], amounts: Mapping[UUID, Decimal]) -> dict[UUID, Edge]:
    """What is not counted, each with the first edge that says why, so that every sum is counted at least once.

    Where activities explain each other in a ring, the largest of them is counted.
    """
    why: dict[UUID, Edge] = {}
    following: dict[UUID, list[UUID]] = defaultdict(list)
    leading: dict[UUID, list[UUID]] = defaultdict(list)
    for edge in edges:
        why.setdefault(edge.again, edge)
        following[edge.of].append(edge.again)
        leading[edge.again].append(edge.of)
    reached = _along(following, {edge.of for edge in edges} - why.keys())
    rest = sorted(
        why.keys() - reached, key=lambda record: (-amounts.get(record, Decimal(0)), why[record].titles, record)
    )
    for record in rest:
        # Of a ring that no other leads to: all before it come after it too.
        if record not in reached and _along(leading, {record}) <= (behind := _along(following, {record})):
            del why[record]
            reached |= behind
    return why


def _along(ways: Mapping[UUID, list[UUID]], first: Iterable[UUID]) -> set[UUID]:
    """All that the ways lead to from the given ones, themselves included."""
    reached, waiting = set(first), list(first)
    while waiting:
        for record in ways.get(waiting.pop(), ()):
            if record not in reached:
                reached.add(record)
                waiting.append(record)
    return reached
