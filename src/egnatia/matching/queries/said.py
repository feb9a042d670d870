"""What owners have said, as far as a reader may see it: the newest view of each side counts, the older are history."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from egnatia.kernel.marking import Tlp
from egnatia.kernel.models import Organisation, RecordQuerySet
from egnatia.kernel.reader import Reader
from egnatia.kernel.reading import may_read
from egnatia.matching import labels
from egnatia.matching.models import Position
from egnatia.matching.queries.visible import positions_visible_to
from egnatia.matching.rules import AGREED, Statement, together


@dataclass(frozen=True, slots=True)
class Said:
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
    score_then: float | None

    @property
    def label(self) -> str:
        return labels.label(labels.VERDICT, self.verdict)


def newest_first(views: RecordQuerySet) -> RecordQuerySet:
    return views.order_by("-stated_at", "-record_id")


def said_about(reader: Reader, match: UUID) -> tuple[Said, ...]:
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
        Said(
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
            score_then=view.score_then,
        )
        for view in views
    )


def _own_newest(reader: Reader, views: Iterable[Position]) -> UUID | None:
    """The one that undo takes back: the newest that the reader stated himself."""
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


def _newest(views: RecordQuerySet) -> dict[UUID, list[Statement]]:
    """The statements that hold, by match."""
    sides: dict[UUID, dict[str, str]] = {}
    for match, side, verdict in views.order_by("stated_at", "record_id").values_list("match", "side", "verdict"):
        sides.setdefault(match, {})[side] = verdict
    return {match: [Statement(*said) for said in by_side.items()] for match, by_side in sides.items()}
