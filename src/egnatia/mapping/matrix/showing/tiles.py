"""Equal tiles, one for each economy, about where it lies: no shape, no flag, no colour by value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.coverage import Cell
from egnatia.mapping.matrix.naming import Naming

# Column and row on a grid: neighbours stand beside each other as far as equal squares allow.
PLACES = {
    "SVN": (0, 0),
    "HRV": (1, 0),
    "ROU": (4, 0),
    "MDA": (5, 0),
    "BIH": (1, 1),
    "SRB": (2, 1),
    "BGR": (4, 1),
    "MNE": (1, 2),
    "XKX": (2, 2),
    "MKD": (3, 2),
    "TUR": (5, 2),
    "ALB": (2, 3),
    "GRC": (3, 3),
}
SIDE, GAP, LAST_ROW = 100, 8, 4
EDGE = 2  # so that no line is cut


@dataclass(frozen=True, slots=True)
class Tile:
    """`x` and `y` of its corner; `middle` of its text."""

    label: str
    name: str
    x: int
    y: int
    words: str
    activities: str
    url: str

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2


def tiles_of(cells: Mapping[tuple[str, str], Cell], works: Mapping[str, int], naming: Naming) -> tuple[Tile, ...]:
    """In the forum's order. One that has no place on the grid stands in a row below it."""
    spare = iter(range(20))
    found = []
    for economy in naming.names.economies:
        column, row = PLACES.get(economy.code) or (next(spare), LAST_ROW)
        states = [cell.state for (_code, where), cell in cells.items() if where == economy.code]
        found.append(
            Tile(
                label=economy.label,
                name=economy.name,
                x=EDGE + column * (SIDE + GAP),
                y=EDGE + row * (SIDE + GAP),
                words=_needs(states),
                activities=_activities(works.get(economy.code, 0)),
                url=naming.address("my-economy", economy=economy.code),
            )
        )
    return tuple(found)


def _needs(states: Sequence[str]) -> str:
    if set(states) <= {"none"}:
        return _("no need stated")
    number = states.count("open")
    return ngettext("%(number)s open need", "%(number)s open needs", number) % {"number": number}


def _activities(number: int) -> str:
    if not number:
        return _("no activity")
    return ngettext("%(number)s activity", "%(number)s activities", number) % {"number": number}
