"""What the house agreed with whom on matches: both said "we coordinate"; and who holds the other activity."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from egnatia.kernel.models import Actor
from egnatia.kernel.reader import Reader
from egnatia.mapping.handover.rules import MOST
from egnatia.mapping.matches.models import View
from egnatia.mapping.matches.queries.said import newest_first, states_of
from egnatia.mapping.matches.queries.visible import Matches, matches_visible_to, views_visible_to
from egnatia.mapping.matches.rules import AGREED

LOOKED_AT = 200  # of the newest views of the house: whether a newer one replaced them is decided afterwards


@dataclass(frozen=True, slots=True)
class Agreement:
    """One match that the house and the other holder coordinate. `with_whom` is "" where the reader may not know who."""

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
    """The newest first. It takes both sides: what the house alone said is no agreement, nor is what it said before."""
    if not reader.actor:
        return ()
    views = newest_first(views_visible_to(reader).filter(record__owner=UUID(reader.actor)))
    latest: dict[UUID, View] = {}
    for view in views[:LOOKED_AT]:
        latest.setdefault(view.match, view)
    states = states_of(reader, latest)
    standing = [
        view for view in latest.values() if view.verdict == View.Verdict.COORDINATE and states.get(view.match) == AGREED
    ]
    rows: Matches = matches_visible_to(reader).filter(pk__in=[view.match for view in standing])
    matches = {row.pk: row for row in rows.select_related("left", "right")}
    owners = {owner for row in matches.values() for owner in (row.left_owner, row.right_owner)}
    names = dict(Actor.visible_to(reader).filter(pk__in=owners).values_list("pk", "name"))
    return tuple(_agreement(view, matches[view.match], names) for view in standing if view.match in matches)[:MOST]


def _agreement(view: View, match: Any, names: dict[UUID, str]) -> Agreement:  # noqa: ANN401 - a row with both activities
    own, other, holder = match.left, match.right, match.right_owner
    if view.side == View.Side.RIGHT:
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
