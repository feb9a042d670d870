"""Positions of owners as a reader may see them, also among what changed, and the questions to the reader's own
organisation.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import ChangeEntry, Span, records_moved
from egnatia.kernel.models import Organisation, RecordQuerySet
from egnatia.matching import labels
from egnatia.matching.models import Position
from egnatia.matching.queries.visible import Matches, matches_visible_to, own, positions_visible_to
from egnatia.matching.rules import AGREED, SidePosition, together
from egnatia.pages.changes import RecordLabel, told_as


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One view as shown. `now`: it is its side's newest. `mine`: the reader may take it back. `for_members`: no
    member is left out."""

    id: UUID
    side: str
    verdict: str
    note: str
    by: str
    organisation: str
    at: datetime
    tlp: str
    mine: bool
    now: bool
    for_members: bool
    next_on: date | None
    score_then: float | None

    @property
    def label(self) -> str:
        return labels.label(labels.VERDICT, self.verdict)


def newest_first(views: RecordQuerySet) -> RecordQuerySet:
    return views.order_by("-stated_at", "-record_id")


def said_about(reader: Reader, match: UUID) -> tuple[PositionRow, ...]:
    """All views on a match that the reader sees, newest first."""
    views = [
        view
        for view in newest_first(positions_visible_to(reader).filter(match=match))
        if may_read(reader, view.record.envelope).allowed
    ]
    names = _organisations(reader, views)
    newest = {view.side: view.pk for view in reversed(views)}
    taking_back = _own_newest(reader, views)
    return tuple(
        PositionRow(
            id=view.pk,
            side=view.side,
            verdict=view.verdict,
            note=view.note,
            by=view.stated_by,
            organisation=names.get(view.record.owner_id, ""),
            at=view.stated_at,
            tlp=view.record.marking.tlp.words,
            mine=view.pk == taking_back,
            now=newest[view.side] == view.pk,
            for_members=view.record.tlp <= Tlp.GREEN.value and not view.record.communities,
            next_on=view.next_on,
            score_then=view.score_then,
        )
        for view in views
    )


def _own_newest(reader: Reader, views: Iterable[Position]) -> UUID | None:
    """The one that undo takes back: the newest that the reader stated themselves."""
    own: Iterable[UUID] = (view.pk for view in views if view.record.author == reader.person)
    return next(iter(own), None)


def _organisations(reader: Reader, views: Iterable[Position]) -> dict[UUID, str]:
    owners = {view.record.owner_id for view in views}
    return dict(Organisation.visible_to(reader).filter(pk__in=owners).values_list("pk", "name"))


def states_of(reader: Reader, matches: Collection[UUID]) -> dict[UUID, str]:
    """What the visible views on each of the matches say taken together; one without any is left out."""
    return _states(positions_visible_to(reader).filter(match__in=matches))


def all_states(reader: Reader) -> dict[UUID, str]:
    """The same for every match that somebody has said something about: these are few beside all matches."""
    return _states(positions_visible_to(reader))


def agreed_to_differ(reader: Reader) -> frozenset[UUID]:
    """The matches of which the views together say that these are different works, so that the money of both counts."""
    views = positions_visible_to(reader)
    perhaps = views.filter(verdict=Position.Verdict.DIFFERENT).order_by().values("match")
    said = _newest(views.filter(match__in=perhaps))
    return frozenset(
        match
        for match, each in said.items()
        if together(each) == AGREED and each[0].verdict == Position.Verdict.DIFFERENT
    )


def _states(views: RecordQuerySet) -> dict[UUID, str]:
    return {match: together(said) for match, said in _newest(views).items()}


def _newest(views: RecordQuerySet) -> dict[UUID, list[SidePosition]]:
    """The statements that hold, by match."""
    sides: dict[UUID, dict[str, str]] = {}
    for match, side, verdict in views.order_by("stated_at", "record_id").values_list("match", "side", "verdict"):
        sides.setdefault(match, {})[side] = verdict
    return {match: [SidePosition(*said) for said in by_side.items()] for match, by_side in sides.items()}


LAST = 5
LONGEST_OTHER = 120  # characters of the other activity's title, where a view is told in a line
LOOKED_AT = 50  # of the newest views: whether they still hold is decided afterwards


@dataclass(frozen=True, slots=True)
class Talk:
    """One view as a line: on which match, what, by whom. `title` is the activity that the line is about, `other` the
    one beside it: an activity with several matches is told apart by these.
    """

    match: UUID
    title: str
    lang: str
    other: str
    other_lang: str
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
    """The newest views of the reader's organisation, as far as they see them."""
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
    about, other = _sides(view, match)
    return Talk(
        match=match.pk,
        title=about.title,
        lang=about.language,
        other=other.title,
        other_lang=other.language,
        said=labels.label(labels.VERDICT, view.verdict),
        note=view.note,
        who=who,
        at=view.stated_at,
    )


def _sides(view: Position, match: Any) -> tuple[Any, Any]:  # noqa: ANN401 - a row with both activities
    """The activity whose owner states the view, and the other one."""
    return (match.right, match.left) if view.side == Position.Side.RIGHT else (match.left, match.right)


def views_moved(reader: Reader, span: Span) -> "QuerySet[Any, Any]":
    """Those that they see and that changed, on matches that they may know of."""
    known = matches_visible_to(reader).order_by().values("pk")
    rows = records_moved(reader, span, Position.KIND)
    return rows.filter(Exists(Position.objects.filter(pk=OuterRef("pk"), match__in=known)))


def views_told(reader: Reader, records: Sequence[UUID]) -> dict[UUID, ChangeEntry]:
    """What each of these views says, and of which activities: first the one whose owner says it."""
    rows = positions_visible_to(reader).filter(pk__in=list(records)).select_related("left", "right")
    views = [view for view in rows if may_read(reader, view.record.envelope).allowed]
    found: Matches = matches_visible_to(reader).filter(pk__in=[view.match for view in views])
    known = set(found.values_list("pk", flat=True))
    return {view.pk: _told(view) for view in views if view.match in known}


def _told(view: Any) -> ChangeEntry:  # noqa: ANN401 - a row with both activities
    about, other = _sides(view, view)
    position = f"{labels.label(labels.VERDICT, view.verdict)}: {other.title[:LONGEST_OTHER]}"
    said = RecordLabel(about.title, about.language, position, view.stated_by)
    return told_as(view, said, reverse("matching:match", args=[view.match]))
