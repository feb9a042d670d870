"""From degrees to the sheet that the map is drawn on, and the outlines of economies on it. Pure.

The outlines in `outlines.json` are those of Natural Earth (public domain), rounded to 0.08 degrees, islands below 0.015
square degrees left out, without any name: for each economy its rings, longitude and latitude by turns. They say roughly
where something lies and nothing about where a boundary runs.
"""

import json
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import cos, radians
from typing import NamedTuple

WEST, EAST, SOUTH, NORTH = 12.9, 45.3, 34.5, 49.0  # degrees
SCALE = 46.0  # units of the sheet to a degree of latitude
NARROWER = cos(radians((SOUTH + NORTH) / 2))  # a degree of longitude there
WIDTH, HEIGHT = round((EAST - WEST) * NARROWER * SCALE), round((NORTH - SOUTH) * SCALE)
# Where the label of each economy stands, in degrees: inside, and clear of the smallest neighbour.
LABELS = {
    "SVN": (15.0, 45.85),
    "HRV": (17.1, 45.55),
    "BIH": (17.1, 44.45),
    "SRB": (20.9, 43.65),
    "MNE": (19.2, 42.8),
    "XKX": (20.65, 42.62),
    "ALB": (20.1, 40.4),
    "MKD": (21.7, 41.6),
    "GRC": (22.0, 39.4),
    "BGR": (25.2, 42.7),
    "ROU": (24.9, 45.8),
    "MDA": (28.7, 46.5),
    "TUR": (34.0, 39.0),
}


class Spot(NamedTuple):
    """A place on the sheet: from its left, from its top."""

    x: float
    y: float


def spot_of(longitude: float, latitude: float) -> Spot:
    return Spot((longitude - WEST) * NARROWER * SCALE, (NORTH - latitude) * SCALE)


def on_the_sheet(longitude: float, latitude: float) -> bool:
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH


@cache
def outlines() -> dict[str, str]:
    """The outline of each economy as an SVG path, by its code."""
    written = files("egnatia.needs.matrix.map").joinpath("outlines.json").read_text(encoding="utf-8")
    return {code: "".join(map(_path, rings)) for code, rings in json.loads(written).items()}


def _path(ring: list[float]) -> str:
    """Whole units of the sheet, each corner from the one before it: the shortest way to say it."""
    spots = [spot_of(*corner) for corner in zip(ring[::2], ring[1::2], strict=True)]
    corners = [(round(spot.x), round(spot.y)) for spot in spots]
    steps = "".join(f"l{after[0] - before[0]} {after[1] - before[1]}" for before, after in pairwise(corners))
    return f"M{corners[0][0]} {corners[0][1]}{steps}z"
