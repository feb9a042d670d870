"""The map as its page shows it: outlines all alike, our own names, a dot for each square with activities in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import ngettext

from egnatia.needs.matrix.map.dots import MOST_NAMED, Dot, dots_of
from egnatia.needs.matrix.map.frame import HEIGHT, LABELS, WIDTH, outlines, spot_of
from egnatia.needs.matrix.names import MatrixNames
from egnatia.needs.matrix.queries.places import Whereabouts

NOWHERE = "none"  # in the address: those without a place on the map


@dataclass(frozen=True, slots=True)
class Outline:
    path: str
    label: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class ShownDot:
    """`below`: where the number stands. `words`: the places and how many activities, in full."""

    x: str
    y: str
    radius: str
    number: int
    places: str
    activities: str
    url: str

    @property
    def words(self) -> str:
        return f"{self.places}: {self.activities}"


@dataclass(frozen=True, slots=True)
class MatrixMap:
    outlines: tuple[Outline, ...]
    dots: tuple[ShownDot, ...]
    elsewhere: str
    elsewhere_url: str
    missing: tuple[str, ...]  # economies of the forum that have no outline

    width: int = WIDTH
    height: int = HEIGHT


def chart_of(found: Whereabouts, naming: MatrixNames) -> MatrixMap:
    economies = naming.names.economies
    return MatrixMap(
        outlines=tuple(_outlines(naming)),
        dots=tuple(_shown(dot, naming) for dot in dots_of(found.points)),
        elsewhere=activities_words(len(found.elsewhere)) if found.elsewhere else "",
        elsewhere_url=naming.address("map-activities", spot=NOWHERE),
        missing=tuple(economy.name for economy in economies if economy.code not in LABELS),
    )


def _outlines(naming: MatrixNames) -> Iterator[Outline]:
    """Labels are the forum's; nothing is taken over from where the shapes come from."""
    for economy in naming.names.economies:
        if economy.code in LABELS:
            spot = spot_of(*LABELS[economy.code])
            yield Outline(outlines()[economy.code], economy.label, round(spot.x), round(spot.y))


def _shown(dot: Dot, naming: MatrixNames) -> ShownDot:
    return ShownDot(
        x=f"{dot.spot.x:.1f}",
        y=f"{dot.spot.y:.1f}",
        radius=f"{dot.radius:.1f}",
        number=len(dot.works),
        places=places_words(dot),
        activities=activities_words(len(dot.works)),
        url=naming.address("map-activities", spot=dot.key),
    )


def activities_words(number: int) -> str:
    return ngettext("%(number)s activity", "%(number)s activities", number) % {"number": number}


def places_words(dot: Dot) -> str:
    """The names that the activities give, or that they give none."""
    if not dot.names:
        return ngettext("unnamed place", "unnamed places", len(dot.works))
    named, more = dot.names[:MOST_NAMED], len(dot.names) - MOST_NAMED
    if more <= 0:
        return ", ".join(named)
    rest = ngettext("and %(number)s more", "and %(number)s more", more) % {"number": more}
    return f"{', '.join(named)} {rest}"
