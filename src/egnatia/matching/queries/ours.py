"""What concerns the reader's own organisation: who asked it something, and what it said last."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from egnatia.kernel.models import Organisation, RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.matching import labels
from egnatia.matching.models import Position
from egnatia.matching.queries.said import newest_first
from egnatia.matching.queries.visible import Matches, matches_visible_to, own, positions_visible_to

LAST = 5
LOOKED_AT = 50  # of the newest views: whether they still hold is decided afterwards


@dataclass(frozen=True, slots=True)
class Talk:
    """One view as a line: on which match, what, by whom. `title` is the activity that the line is about."""

    match: UUID
    title: str
    lang: str
    said: str
    note: str
    who: str
    at: datetime


def asked_of(reader: Reader) -> tuple[Talk, ...]:
    """The questions of other owners about matches of the reader's organisation that it has not answered since."""
    if not reader.organisation:
        return ()
    views = positions_visible_to(reader).filter(match__in=matches_visible_to(reader).filter(own(reader)).values("pk"))
    asking = newest_first(
        views.filter(verdict=Position.Verdict.NEED_TO_ASK).exclude(record__owner=UUID(reader.organisation))
    )
    found: list[Position] = list(asking[:LOOKED_AT])
    latest: dict[UUID, Position] = {}
    for view in newest_first(views.filter(match__in=[view.match for view in found])):
        latest.setdefault(view.match, view)
    return _talks(reader, [view for view in found if latest[view.match].pk == view.pk][:LAST])


def said_by(reader: Reader) -> tuple[Talk, ...]:
    """The newest views of the reader's organisation, as far as he sees them."""
    if not reader.organisation:
        return ()
    views: RecordQuerySet = newest_first(positions_visible_to(reader).filter(record__owner=UUID(reader.organisation)))
    return _talks(reader, list(views.filter(match__in=matches_visible_to(reader).values("pk"))[:LAST]))


def _talks(reader: Reader, views: Iterable[Position]) -> tuple[Talk, ...]:
    shown = list(views)
    rows: Matches = matches_visible_to(reader).filter(pk__in=[view.match for view in shown])
    matches: dict[UUID, Any] = {match.pk: match for match in rows.select_related("left", "right")}
    owners = {view.record.owner_id for view in shown}
    names = dict(Organisation.visible_to(reader).filter(pk__in=owners).values_list("pk", "name"))
    return tuple(
        _talk(view, matches[view.match], names.get(view.record.owner_id, "")) for view in shown if view.match in matches
    )


def _talk(view: Position, match: Any, who: str) -> Talk:  # noqa: ANN401 - a row with both activities
    about = match.right if view.side == Position.Side.RIGHT else match.left
    return Talk(
        match=match.pk,
        title=about.title,
        lang=about.language,
        said=labels.label(labels.VERDICT, view.verdict),
        note=view.note,
        who=who,
        at=view.stated_at,
    )
