"""Rooms to coordinate as a list, in the forum's order of economies."""

from collections.abc import Iterable
from dataclasses import dataclass

from egnatia.needs.matrix.names import MatrixNames
from egnatia.needs.matrix.presenters.figures import CellFigure, figure_of
from egnatia.needs.matrix.presenters.lines import PageLink
from egnatia.needs.matrix.queries.open import Opportunity


@dataclass(frozen=True, slots=True)
class ShownOpportunity:
    economy: str
    busy: str
    figure: CellFigure
    neighbours: tuple[PageLink, ...]


def opportunities_shown(found: Iterable[Opportunity], naming: MatrixNames) -> tuple[ShownOpportunity, ...]:
    economies = {each.code: at for at, each in enumerate(naming.names.economies)}
    ordered = sorted(found, key=lambda room: (economies.get(room.economy, len(economies)), room.objective))
    return tuple(_shown(room, naming) for room in ordered if room.economy in economies)


def _shown(room: Opportunity, naming: MatrixNames) -> ShownOpportunity:
    name = naming.names.economy(room.economy)
    assert name is not None
    return ShownOpportunity(
        economy=name.name,
        busy=naming.objectives.full(room.objective),
        figure=figure_of(room.cell, url=naming.cell(room.economy, room.objective), column=name.label),
        neighbours=tuple(
            PageLink(naming.objectives.full(code), naming.cell(room.economy, code)) for code in room.neighbours
        ),
    )
