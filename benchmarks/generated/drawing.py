"""Draws by weight, and what else chance decides."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Weighted(Generic[Thing]):
    """Things that are drawn the oftener, the more they weigh."""

    def __init__(self, weights: Mapping[Thing, float]) -> None:
        self._things = tuple(weights)
        self._up_to = list(accumulate(weights.values()))

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[Thing]:
        return iter(self._things)

    def one(self, rng: Random) -> Thing:
        return self.some(rng, 1)[0]

    def some(self, rng: Random, number: int) -> list[Thing]:
        """`number` things, some of them perhaps more than once."""
        return rng.choices(self._things, cum_weights=self._up_to, k=number)

    def different(self, rng: Random, number: int) -> list[Thing]:
        """`number` different things."""
        found: dict[Thing, None] = {}
        while len(found) < min(number, len(self)):
            found[self.one(rng)] = None
        return list(found)


def by_rank(things: Sequence[Thing], steepness: float) -> Weighted[Thing]:
    """The first of them the most often, and the others as rank ** -steepness."""
    return Weighted({thing: rank**-steepness for rank, thing in enumerate(things, 1)})


def happens(rng: Random, share: float) -> bool:
    """True in `share` of the cases."""
    return rng.random() < share
