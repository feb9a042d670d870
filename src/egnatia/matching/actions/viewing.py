"""Saying what a match is, for one's organisation, and taking it back."""

from uuid import UUID

from django.db import transaction

from egnatia.kernel import audit, records
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.reader import Reader
from egnatia.kernel.records import VersionContent
from egnatia.matching.models import Match, Position
from egnatia.matching.queries.said import newest_first
from egnatia.matching.queries.visible import matches_visible_to, positions_visible_to
from egnatia.matching.rules import side_of

# Whoever sees both activities and is a member: a view is there to be talked about.
USUAL = Marking(Tlp.GREEN)


@transaction.atomic
def state_position(match_id: UUID, verdict: str, note: str, marking: Marking = USUAL, *, by: Reader) -> Position:
    """Say what the reader's organisation makes of a match; it speaks for the activities that it owns.

    Raises NotFound where he sees no such match, NotAllowed("side") where neither activity is his organisation's. An
    earlier view stays as history.
    """
    match = _match(match_id, by)
    side = side_of(by.organisation, left=str(match.left_owner), right=str(match.right_owner))
    if not side:
        raise NotAllowed("side")
    said = VersionContent(body={"verdict": Position.Verdict(verdict), "note": note})
    record = records.create(Position.KIND, said, marking, by=by)
    view = Position.objects.create(
        record=record,
        match=match.pk,
        left_id=match.left_id,
        right_id=match.right_id,
        side=side,
        verdict=Position.Verdict(verdict),
        note=note,
        stated_by=by.name,
        stated_at=record.published_at,
        score_then=match.score,
    )
    audit.record("stated", Position.KIND, record.pk, by=by, match=str(match.pk), verdict=view.verdict)
    return view


@transaction.atomic
def take_back(match_id: UUID, view_id: UUID, *, by: Reader) -> bool:
    """Undo the newest view that the reader himself stated on this match; the one before holds again.

    False where the match was kept for the sake of that view only, and is there no more.
    """
    match = _match(match_id, by)
    own = newest_first(positions_visible_to(by).filter(match=match.pk, record__author=by.person)).first()
    if own is None or own.pk != view_id:
        raise NotFound
    records.withdraw(own.record, by=by)
    audit.record("took back", Position.KIND, own.pk, by=by, match=str(match.pk))
    return matches_visible_to(by).filter(pk=match.pk).exists()


def _match(match_id: UUID, by: Reader) -> Match:
    match = matches_visible_to(by).filter(pk=match_id).first()
    if match is None:
        raise NotFound
    return match
