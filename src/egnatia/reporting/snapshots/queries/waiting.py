"""What waits for a reader in texts that circulate by silence: his word by a day, or what somebody objected."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from egnatia.kernel.models import Organisation
from egnatia.kernel.reader import Reader
from egnatia.reporting.snapshots.models import Snapshot, SnapshotObjection
from egnatia.reporting.snapshots.queries.visible import HEAVY
from egnatia.reporting.snapshots.rules import BROKEN, CIRCULATING, may_freeze
from egnatia.rounds.rounds.authority import may_clear
from egnatia.rounds.rounds.queries.visible import own, participants_seen_by


@dataclass(frozen=True, slots=True)
class Text:
    """A text to which the reader may object, and the last day on which he can."""

    snapshot: UUID
    title: str
    last: date


@dataclass(frozen=True, slots=True)
class Broken:
    """A text that was objected to: for which economy, or else for an organisation, whose name is "" where the reader
    may not know it.
    """

    snapshot: UUID
    title: str
    economy: str
    organisation: str


def texts_for(reader: Reader) -> tuple[Text, ...]:
    """Those that he reads, of rounds in which he holds a seat that may object. Two queries, whatever there is."""
    rounds = {
        each.round_id
        for each in participants_seen_by(reader).filter(own(reader))
        if may_clear(reader, each.economy_id or "", str(each.organisation_id or ""))
    }
    texts = Snapshot.visible_to(reader).filter(state=CIRCULATING).defer(*HEAVY).order_by("deadline", "pk")
    return tuple(
        Text(each.pk, each.title, each.deadline)
        for each in texts
        if each.deadline and each.round_id in rounds and each.state_today == CIRCULATING
    )


def objections_for(reader: Reader) -> tuple[Broken, ...]:
    """For the secretariat: to the newest text of a round, as far as it sees text and participant. Two queries."""
    if not may_freeze(reader):
        return ()
    newer = Snapshot.visible_to(reader).filter(round=OuterRef("round"), number__gt=OuterRef("number"))
    texts = Snapshot.visible_to(reader).filter(~Exists(newer), state=BROKEN)
    found = SnapshotObjection.objects.filter(
        snapshot__in=texts.values("pk"), participant__in=participants_seen_by(reader).order_by().values("pk")
    )
    organisations = Organisation.visible_to(reader).filter(pk__in=found.values("participant__organisation"))
    called = dict(organisations.values_list("pk", "name"))
    columns = ("snapshot", "snapshot__title", "participant__economy", "participant__organisation")
    return tuple(
        Broken(snapshot, title, economy or "", called.get(organisation, ""))
        for snapshot, title, economy, organisation in found.order_by("at", "pk").values_list(*columns)
    )
