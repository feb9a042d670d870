"""Rows that describe one activity: the cell of its title was merged over them."""

from collections.abc import Iterable
from typing import TypeVar

import msgspec

from egnatia.formats.activity import Money, Parsed

T = TypeVar("T")


def gathered(parts: list[Parsed]) -> Parsed:
    """The first row with what the others add: lists together, single values from the first row that states them.

    Amounts of rows that state different ones in one currency are parts of the whole and are added up.
    """
    first, *others = parts
    if not others:
        return first
    return msgspec.structs.replace(
        first,
        identifier=_stated(part.identifier for part in parts),
        participating=_together(part.participating for part in parts),
        descriptions=_together(part.descriptions for part in parts),
        dates=_stated(part.dates for part in parts),
        economies=_together(part.economies for part in parts),
        locations=_together(part.locations for part in parts),
        sectors=_together(part.sectors for part in parts),
        objectives=_together(part.objectives for part in parts),
        types=_together(part.types for part in parts),
        groups=_together(part.groups for part in parts),
        status=_stated(part.status for part in parts),
        band=_stated(part.band for part in parts),
        total=_total(parts),
    )


def _together(lists: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    found: list[T] = []
    for each in lists:
        found += [item for item in each if item not in found]
    return tuple(found)


def _stated(values: Iterable[T]) -> T:
    first, *others = values
    return next(filter(None, (first, *others)), first)


def _total(parts: list[Parsed]) -> Money | None:
    stated = [part.total for part in parts if part.total]
    different = list(dict.fromkeys(stated))
    if len(different) < 2 or len({money.currency for money in different}) > 1:
        return different[0] if different else None
    return Money(sum(money.amount or 0 for money in stated), different[0].currency)
