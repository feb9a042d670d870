"""From a stored activity to what the matrix counts. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any

from egnatia import coverage
from egnatia.activities.activities.columns import folded_name
from egnatia.coverage import ENDED, HEADING, OBJECTIVE, PLANNED, PRIORITY

LEVELS = (HEADING, PRIORITY, OBJECTIVE)
MOST_PLACES = 100  # of one activity; a list of every school of an economy says no more than that
Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stored:
    """The columns and facts of an activity that the matrix reads."""

    ref: str
    sort: coverage.Sort
    status: str
    economies: tuple[str, ...]
    shares: Mapping[str, float]
    starts: date | None
    ends: date | None
    types: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    places: tuple["MapPoint", ...] = ()


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A position below the economy, in degrees, and its name as written ("" without one)."""

    longitude: float
    latitude: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class LevelSlice:
    """A slice at one level."""

    level: int
    cut: coverage.Slice


def partners_of(stored: Stored) -> dict[str, str]:
    """Who reports it, else who funds it: names as written by folded name, in the order of the alphabet."""
    written = {folded_name(name): name for name in reversed(stored.reporters or stored.funders) if folded_name(name)}
    return dict(sorted(written.items()))


def work_of(stored: Stored, aims: tuple[coverage.Aim, ...]) -> coverage.Work:
    """The activity as `coverage` reads it."""
    return coverage.Work(
        ref=stored.ref,
        sort=stored.sort,
        objectives=aims,
        economies=tuple(coverage.EconomyShare(code, stored.shares.get(code)) for code in sorted(stored.economies)),
        partners=frozenset(partners_of(stored)),
        types=frozenset(stored.types),
        groups=frozenset(stored.groups),
        start=stored.starts,
        end=stored.ends,
        status=stored.status,
    )


def parts_of(work: coverage.Work, economies: Collection[str]) -> Iterator[LevelSlice]:
    """Its slices at every level, in the given economies: those of the forum's table."""
    for level in LEVELS:
        yield from (LevelSlice(level, each) for each in coverage.slices(work, level) if each.economy in economies)


def cut_of(parts: Iterable[LevelSlice]) -> int:
    """A number of 64 bits (blake2b) that all works bear that are cut into the same cells, whatever their shares."""
    cells = sorted(
        (part.level, part.cut.objective, part.cut.economy, part.cut.estimated, part.cut.declared) for part in parts
    )
    return int.from_bytes(blake2b(repr(cells).encode(), digest_size=8).digest(), "big", signed=True)


def footing_of(work: coverage.Work) -> coverage.Footing:
    """The same for every slice of it."""
    if work.sort == "own-measure":
        return "own"
    return "regional" if coverage.is_regional(work) else "dedicated"


def standing_of(status: str) -> str:
    """What the status alone says: "" where it says nothing."""
    if status in ENDED:
        return "ended"
    if status in PLANNED:
        return "planned"
    return "other" if status else ""


def closing_day(work: coverage.Work) -> date | None:
    """The stated end; of an event without one its day."""
    return work.start if work.sort == "event" and work.end is None else work.end


def places_of(locations: Iterable[Facts]) -> tuple[MapPoint, ...]:
    """From the locations that an activity was published with: those with a position, each once."""
    found = {
        (each["longitude"], each["latitude"]): MapPoint(each["longitude"], each["latitude"], _name_of(each))
        for each in locations
        if each.get("longitude") is not None and each.get("latitude") is not None
    }
    return tuple(found.values())[:MOST_PLACES]


def _name_of(location: Facts) -> str:
    return next((text["text"][:200] for text in location.get("names", ()) if text["text"]), "")
