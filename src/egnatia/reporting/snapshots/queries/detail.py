"""The page of a snapshot for whoever may read it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from egnatia.activities.activities.labels import label
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.people.marking.words import economy_name
from egnatia.reporting.snapshots import labels
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.items import ClearanceKept, NoteKept
from egnatia.reporting.snapshots.models import Snapshot, SnapshotObjection
from egnatia.reporting.snapshots.queries.findings import frozen_for
from egnatia.reporting.snapshots.queries.visible import snapshot_row
from egnatia.reporting.snapshots.rules import CIRCULATING, PENDING, SUBMITTED, may_freeze
from egnatia.rounds.rounds.models import Participant
from egnatia.rounds.rounds.queries.seats import organisation_names
from egnatia.rounds.rounds.queries.visible import participants_seen_by
from egnatia.rounds.rounds.rules import may_clear
from egnatia.taxonomy.forum import ForumNames


@dataclass(frozen=True, slots=True)
class Objection:
    participant: str
    reason: str
    by: str
    organisation: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ClearanceLine:
    participant: str
    kept: ClearanceKept


@dataclass(frozen=True, slots=True)
class ShownNote:
    id: UUID
    kept: NoteKept
    tlp: str

    @property
    def sort_words(self) -> str:
        return label(labels.SORT, self.kept.sort)


@dataclass(frozen=True, slots=True)
class ObjectionSeat:
    """A participant for which the reader may object."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class SnapshotPage:
    """`seats`: for whom they may object now; `desk`: they may take the text back; `undecided`: they may record what the
    board decided. Who had answered and who had not, by name, where the secretariat names them.
    """

    frozen: Frozen
    before: Frozen | None
    objections: tuple[Objection, ...]
    clearances: tuple[ClearanceLine, ...]
    notes: tuple[ShownNote, ...]
    seats: tuple[ObjectionSeat, ...]
    desk: bool
    undecided: bool = False
    answered: tuple[str, ...] = ()
    outstanding: tuple[str, ...] = ()

    @property
    def narrowest(self) -> str:
        """The level of what stands on the page that is the hardest to share."""
        found = [self.frozen.narrowest, self.frozen.head.marking.tlp]
        found += [self.before.narrowest] if self.before else []
        found += [Tlp.AMBER_STRICT] if self.objections else []  # the participant's and the secretariat's
        return max(found).words


def page_of(reader: Reader, record: UUID, names: ForumNames) -> SnapshotPage:
    """Raises NotFound where there is none that the reader sees."""
    found = snapshot_row(reader, record)
    frozen = frozen_for(reader, record)
    if frozen is None:
        raise NotFound
    participants = list(participants_seen_by(reader).filter(round=found.round_id))
    called, replies = _names(reader, names, participants), frozen.head.replies
    return SnapshotPage(
        frozen=frozen,
        before=frozen_for(reader, frozen.head.corrects) if frozen.head.corrects else None,
        objections=_objections(found, called),
        clearances=tuple(_clearances(frozen, participants, called)),
        notes=tuple(ShownNote(*each, frozen.levels[each[0]].words) for each in frozen.notes),
        seats=tuple(ObjectionSeat(each.pk, called[each.pk]) for each in _his(reader, found, participants)),
        desk=may_freeze(reader) and found.state_today in PENDING,
        undecided=may_freeze(reader) and found.state_today == SUBMITTED,
        answered=tuple(_named(code, names) for code in (replies.answered if replies else ())),
        outstanding=tuple(_named(code, names) for code in (replies.outstanding if replies else ())),
    )


def _names(reader: Reader, names: ForumNames, participants: Sequence[Participant]) -> dict[UUID, str]:
    """Of participants that they see; organisations as far as they may know them."""
    organisations = organisation_names(reader, [each.organisation_id for each in participants if each.organisation_id])
    return {
        each.pk: economy_name(each.economy_id, names)
        if each.economy_id
        else organisations.get(each.organisation_id, _("another organisation"))  # type: ignore[arg-type]  # one of the two is there
        for each in participants
    }


def _named(said: str, names: ForumNames) -> str:
    """An economy by its code; an organisation is kept by its name."""
    known = names.economy(said)
    return known.name if known else said


def _clearances(
    frozen: Frozen, participants: Sequence[Participant], called: Mapping[UUID, str]
) -> Iterator[ClearanceLine]:
    """In the order of participants."""
    by_seat = {(each.economy, each.organisation): each for each in frozen.clearances}
    for seat in participants:
        kept = by_seat.get((seat.economy_id or "", str(seat.organisation_id or "")))
        if kept is not None:
            yield ClearanceLine(called[seat.pk], kept)


def _objections(found: Snapshot, called: Mapping[UUID, str]) -> tuple[Objection, ...]:
    """Those of participants that the reader sees."""
    rows = SnapshotObjection.objects.filter(snapshot=found, participant__in=list(called)).order_by("at", "pk")
    return tuple(Objection(called[row.participant_id], row.reason, row.by, row.organisation, row.at) for row in rows)


def seats_of(reader: Reader, found: Snapshot) -> tuple[UUID, ...]:
    """The participants for which they may object to it today."""
    return tuple(each.pk for each in _his(reader, found, participants_seen_by(reader).filter(round=found.round_id)))


def _his(reader: Reader, found: Snapshot, participants: Iterable[Participant]) -> Iterator[Participant]:
    """Those for which they hold the office, while the text circulates."""
    if found.state_today == CIRCULATING:
        for each in participants:
            if may_clear(reader, each.economy_id or "", str(each.organisation_id or "")):
                yield each
