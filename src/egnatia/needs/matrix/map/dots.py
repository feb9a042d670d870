"""Activities put together into dots: what lies in one square of the sheet is one dot. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from egnatia.needs.matrix.map.frame import Spot, on_the_sheet, spot_of

SIDE = 28  # of a square, in units of the sheet: dots do not cover each other
MOST_NAMED = 4
LEAST, MOST, GROWTH = 9.0, 14.0, 1.0  # radius of a dot, in units


@dataclass(frozen=True, slots=True)
class Point:
    """Where an activity says that it is at work. `name` as it writes it, or ""."""

    work: UUID
    longitude: float
    latitude: float
    name: str = ""

    @property
    def shown(self) -> bool:
        return on_the_sheet(self.longitude, self.latitude)

    @property
    def key(self) -> str:
        """The square that it lies in: "12-7"."""
        spot = spot_of(self.longitude, self.latitude)
        return f"{int(spot.x // SIDE)}-{int(spot.y // SIDE)}"


@dataclass(frozen=True, slots=True)
class Dot:
    """The activities in one square. It stands in the middle of their places; `names` in the order of the alphabet."""

    key: str
    spot: Spot
    works: frozenset[UUID]
    names: tuple[str, ...]

    @property
    def radius(self) -> float:
        return min(MOST, LEAST + GROWTH * len(self.works))


def dots_of(points: Iterable[Point]) -> tuple[Dot, ...]:
    """A dot for each square with a point in it, from north to south and from west to east."""
    squares: dict[str, list[Point]] = {}
    for point in points:
        if point.shown:
            squares.setdefault(point.key, []).append(point)
    found = [_dot(key, inside) for key, inside in squares.items()]
    return tuple(sorted(found, key=lambda dot: (dot.spot.y, dot.spot.x)))


def _dot(key: str, inside: list[Point]) -> Dot:
    places = sorted({(point.longitude, point.latitude) for point in inside})
    spots = [spot_of(*place) for place in places]
    middle = Spot(sum(spot.x for spot in spots) / len(spots), sum(spot.y for spot in spots) / len(spots))
    names = sorted({point.name for point in inside if point.name})
    return Dot(key, middle, frozenset(point.work for point in inside), tuple(names))
