"""What the organisation agreed with whom on matches: both said "we coordinate"; and who holds the other activity."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from egnatia.kernel.models import Organisation
from egnatia.kernel.reader import Reader
from egnatia.matching.models import Position
from egnatia.matching.queries.said import newest_first, states_of
from egnatia.matching.queries.visible import Matches, matches_visible_to, positions_visible_to
from egnatia.matching.rules import AGREED
from egnatia.start.handover.rules import MOST

LOOKED_AT = 200  # of the newest views of the organisation: whether a newer one replaced them is decided afterwards


@dataclass(frozen=True, slots=True)
class Agreement:
    """One match that the organisation and the other holder coordinate. `with_whom` is "" where the reader may not know
    who."""

    match: UUID
    own: str
    own_lang: str
    other: str
    other_lang: str
    with_whom: str
    note: str
    by: str
    at: datetime


def agreements_of(reader: Reader) -> tuple[Agreement, ...]:
    """The newest first. It takes both sides: what the organisation alone said is no agreement, nor is what it said
    before."""
    if not reader.organisation:
        return ()
    views = newest_first(positions_visible_to(reader).filter(record__owner=UUID(reader.organisation)))
    latest: dict[UUID, Position] = {}
    for view in views[:LOOKED_AT]:
        latest.setdefault(view.match, view)
    states = states_of(reader, latest)
    standing = [
        view
        for view in latest.values()
        if view.verdict == Position.Verdict.COORDINATE and states.get(view.match) == AGREED
    ]
    rows: Matches = matches_visible_to(reader).filter(pk__in=[view.match for view in standing])
    matches = {row.pk: row for row in rows.select_related("left", "right")}
    owners = {owner for row in matches.values() for owner in (row.left_owner, row.right_owner)}
    names = dict(Organisation.visible_to(reader).filter(pk__in=owners).values_list("pk", "name"))
    return tuple(_agreement(view, matches[view.match], names) for view in standing if view.match in matches)[:MOST]


def _agreement(view: Position, match: Any, names: dict[UUID, str]) -> Agreement:  # noqa: ANN401 - a row with both activities
    own, other, holder = match.left, match.right, match.right_owner
    if view.side == Position.Side.RIGHT:
        own, other, holder = match.right, match.left, match.left_owner
    return Agreement(
        match=match.pk,
        own=own.title,
        own_lang=own.language,
        other=other.title,
        other_lang=other.language,
        with_whom=names.get(holder, ""),
        note=view.note,
        by=view.stated_by,
        at=view.stated_at,
    )
