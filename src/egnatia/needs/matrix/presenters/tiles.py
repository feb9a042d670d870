"""Equal tiles, one for each economy, about where it lies: no shape, no flag, no colour by value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from egnatia.coverage import Cell
from egnatia.needs.matrix.names import MatrixNames

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
LONGEST = 15  # characters of a line, as many as stand in a tile
FIRST_LINE, LINE = 46, 15  # below the corner: four lines at most, as two and two words of any language need


@dataclass(frozen=True, slots=True)
class EconomyTile:
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

    @property
    def lines(self) -> tuple[tuple[int, str], ...]:
        """What is said of needs, then of activities, each line with how far below the corner it stands."""
        rows = [*wrap(self.words, LONGEST), *wrap(self.activities, LONGEST)]
        return tuple((FIRST_LINE + place * LINE, row) for place, row in enumerate(rows))


def tiles_of(
    cells: Mapping[tuple[str, str], Cell], works: Mapping[str, int], naming: MatrixNames
) -> tuple[EconomyTile, ...]:
    """In the forum's order. One that has no place on the grid stands in a row below it."""
    spare = iter(range(20))
    found = []
    for economy in naming.names.economies:
        column, row = PLACES.get(economy.code) or (next(spare), LAST_ROW)
        states = [cell.state for (_code, where), cell in cells.items() if where == economy.code]
        found.append(
            EconomyTile(
                label=economy.label,
                name=economy.name,
                x=EDGE + column * (SIDE + GAP),
                y=EDGE + row * (SIDE + GAP),
                words=needs_words(states),
                activities=activities_words(works.get(economy.code, 0)),
                url=naming.address("my-economy", economy=economy.code),
            )
        )
    return tuple(found)


def needs_words(states: Sequence[str]) -> str:
    """How many needs are open, as one or two words and a number."""
    if set(states) <= {"none"}:
        return _("no need stated")
    number = states.count("open")
    return ngettext("%(number)s open need", "%(number)s open needs", number) % {"number": number}


def activities_words(number: int) -> str:
    """How many activities there are."""
    if not number:
        return _("no activity")
    return ngettext("%(number)s activity", "%(number)s activities", number) % {"number": number}
