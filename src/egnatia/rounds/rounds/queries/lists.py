"""Rounds that a reader sees, the last to close first; those that the secretariat withdrew; last days for a calendar."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.activities.activities.labels import label
from egnatia.kernel import clock
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.rooms import CalendarEntry
from egnatia.people.addresses import page_of
from egnatia.people.marking.words import in_short
from egnatia.rounds.rounds import labels
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.rounds.queries.detail import standings
from egnatia.rounds.rounds.queries.visible import own_participants, round_row
from egnatia.rounds.rounds.rows import RoundRow
from egnatia.rounds.rounds.rules import may_open, require_opener
from egnatia.taxonomy.forum import ForumNames, community_names

MOST = 100
REPLIED = {Participant.Stage.CLEARED, Participant.Stage.ACCEPTED, Participant.Stage.ADOPTED}


def rounds_seen_by(reader: Reader, names: ForumNames) -> tuple[RoundRow, ...]:
    """A hundred at most: fifty years of them. Two queries, and the names of communities."""
    found = list(Round.visible_to(reader).order_by("-closes", "-opened_at", "pk")[:MOST])
    seen = [each for each in found if may_read(reader, each.record.envelope).allowed]
    received, communities = standings(seen), community_names()
    return tuple(
        RoundRow(
            id=each.pk,
            title=each.title,
            sort_words=label(labels.SORT, each.sort),
            opens=each.opens,
            closes=each.closes,
            standing=received[each.pk],
            tlp=each.record.marking.tlp.words,
            audience=in_short(each.record.marking, names, communities),
        )
        for each in seen
    )


@dataclass(frozen=True, slots=True)
class WithdrawnRound:
    id: UUID
    title: str
    withdrawn_at: datetime


def require_withdrawer(reader: Reader, record: UUID) -> Round:
    """The round; raises NotFound where the reader sees none, NotAllowed where their organisation and desk did not open
    it."""
    found = round_row(reader, record)
    require_opener(reader)
    if str(found.record.owner_id) != reader.organisation:
        raise NotAllowed("owner")
    return found


def withdrawn_by(reader: Reader) -> RecordQuerySet:
    """Rounds that the secretariat withdrew, as far as the reader could read them while they were there."""
    return Round.withdrawn_by_own_organisation(reader) if may_open(reader) else Round.objects.none()


def withdrawn_seen_by(reader: Reader) -> list[WithdrawnRound]:
    """The last ones first, a hundred at most. Raises NotAllowed for others than the secretariat."""
    require_opener(reader)
    rows = withdrawn_by(reader).order_by("-record__withdrawn_at", "-record_id")[:MOST]
    return [WithdrawnRound(row.pk, row.title, row.record.withdrawn_at) for row in rows]


def days_of(reader: Reader) -> list[CalendarEntry]:
    """The rounds that they see and that await replies, theirs where they speak for somebody; first the one that closes
    first."""
    rows = Round.visible_to(reader).filter(closes__gte=clock.today()).exclude(pk__in=_replied(reader))
    rows = rows.defer("record__search")
    found = [each for each in rows.order_by("closes", "pk")[:MOST] if may_read(reader, each.record.envelope).allowed]
    return [_entry(each) for each in found]


def _replied(reader: Reader) -> set[UUID]:
    """The rounds in which the replies of everybody that they speak for are cleared."""
    own = own_participants(reader)
    return {each.round_id for each in own} - {each.round_id for each in own if each.stage not in REPLIED}


def _entry(found: Round) -> CalendarEntry:
    return CalendarEntry(
        record=found.pk,
        kind=Round.KIND,
        day=found.closes,
        words=_("Reply by this date: %(round)s") % {"round": found.title},
        url=page_of(Round.KIND, found.pk),
        changed_at=found.record.changed_at,
    )
