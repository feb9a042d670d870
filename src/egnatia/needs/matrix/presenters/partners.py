"""Who works here: partners by name, objectives across, and how many activities each has there."""

from collections.abc import Sequence
from dataclasses import dataclass

from egnatia.needs.matrix.names import MatrixNames
from egnatia.needs.matrix.queries.partners import Presence
from egnatia.needs.matrix.rules import MOST_PARTNERS


@dataclass(frozen=True, slots=True)
class Count:
    number: int
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class PartnerLine:
    name: str
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class Presentation:
    """A table of partners; columns are (code, words) of the objectives in which anybody works."""

    columns: tuple[tuple[str, str], ...]
    lines: tuple[PartnerLine, ...]
    more: int


def presentation(
    found: Sequence[Presence], naming: MatrixNames, *, level: int, under: str, economy: str
) -> Presentation:
    """By the name of the partner, never by how much it does."""
    there = {each.objective for each in found}
    columns = tuple((code, naming.objectives.label(code)) for code in naming.codes(level, under) if code in there)
    names = {each.partner: each.name for each in reversed(found)}
    numbers = {(each.partner, each.objective): each.works for each in found}
    ordered = sorted(names, key=lambda partner: (names[partner].casefold(), partner))
    lines = tuple(
        PartnerLine(names[partner], tuple(_count(partner, code, numbers, naming, economy) for code, _ in columns))
        for partner in ordered[:MOST_PARTNERS]
    )
    return Presentation(columns, lines, len(ordered) - len(lines))


def _count(partner: str, code: str, numbers: dict[tuple[str, str], int], naming: MatrixNames, economy: str) -> Count:
    more = {"economy": economy} if economy else {}
    url = naming.address("partner-works", partner=partner, objective=code, **more)
    return Count(numbers.get((partner, code), 0), url, f"{code} {naming.objectives.label(code)}")
