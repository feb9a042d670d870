"""Which money repeats other money, so that each sum is counted once. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID


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
