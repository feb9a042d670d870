"""Texts under silence procedure: how long they circulate, and what awaits the reader's reply."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Organisation
from egnatia.reporting.snapshots.models import Snapshot, SnapshotObjection
from egnatia.reporting.snapshots.queries.visible import HEAVY
from egnatia.reporting.snapshots.rules import BROKEN, CIRCULATING, may_freeze
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.visible import own_participants, participants_seen_by, round_row
from egnatia.rounds.rounds.rules import may_clear
from egnatia.taxonomy.forum import ForumNames
from egnatia.workdays.queries import calendars_of
from egnatia.workdays.rules import Calendar, after_working_days


def last_day_of_silence(found: Round, working_days: int) -> date:
    """The last of so many days from tomorrow on which all participants work. Raises NoWorkingDay."""
    return after_working_days(clock.today(), working_days, calendars_of_round(found))


def calendars_of_round(found: Round) -> tuple[Calendar, ...]:
    """Of the forum and of the economies that take part."""
    economies = found.participants.filter(economy__isnull=False).values_list("economy", flat=True)
    return calendars_of(code for code in economies if code)


def calendars_counted(record: UUID, names: ForumNames) -> str:
    """Whose calendars its silence counts: the forum's and those of the economies that take part."""
    taking = set(Round.objects.get(pk=record).participants.values_list("economy", flat=True))
    return ", ".join([names.name, *(each.name for each in names.economies if each.code in taking)])


def silence_until(record: UUID, working_days: int) -> date:
    """The same, of a round that somebody looks at already."""
    return last_day_of_silence(Round.objects.get(pk=record), working_days)


def marking_of_round(reader: Reader, record: UUID) -> Marking:
    """Whoever sees the round reads what was adopted: that is where the choice begins."""
    return round_row(reader, record).record.marking


@dataclass(frozen=True, slots=True)
class CirculatingText:
    """A text to which the reader may object, and the last day on which they can."""

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


def texts_for(reader: Reader) -> tuple[CirculatingText, ...]:
    """Those that they read, of rounds in which they hold a seat that may object. Two queries, whatever there is."""
    rounds = {
        each.round_id
        for each in own_participants(reader)
        if may_clear(reader, each.economy_id or "", str(each.organisation_id or ""))
    }
    texts = Snapshot.visible_to(reader).filter(state=CIRCULATING).defer(*HEAVY).order_by("deadline", "pk")
    return tuple(
        CirculatingText(each.pk, each.title, each.deadline)
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
    columns = ("snapshot", "snapshot__title", "participant__economy", "participant__organisation")
    rows = list(found.order_by("at", "pk").values_list(*columns))
    organisations = Organisation.visible_to(reader).filter(pk__in=[row[3] for row in rows if row[3]])
    called = dict(organisations.values_list("pk", "name"))
    return tuple(
        Broken(snapshot, title, economy or "", called.get(organisation, ""))
        for snapshot, title, economy, organisation in rows
    )
