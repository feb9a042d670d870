"""Snapshots for tests: say only what the test is about."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tests import make
from tests.rounds.rounds.doing import accept, answer, clear, opened, participant

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.reporting.snapshots.actions import freeze, record_adoption
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.queries.findings import frozen_for
from egnatia.reporting.snapshots.rules import BoardDecision, Meeting, Silence, SnapshotText
from egnatia.rounds.rounds.models import Participant

TITLE = "Mapping of needs 2027, adopted"
AT_A_MEETING = Meeting()
NINTH = "Adopted by the board at its ninth meeting."


@contextmanager
def on(day: date) -> Iterator[None]:
    """It is noon of that day."""
    with clock.time_from(lambda: datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("UTC"))):
        yield


def said(way: Meeting | Silence = AT_A_MEETING, title: str = TITLE) -> SnapshotText:
    return SnapshotText(title, "The board takes note of the open needs.", "en", way)


def accepted_round(desk: Reader, arta: Reader, *needs: UUID, marking: Marking = make.GREEN) -> UUID:
    """A round in which Albania answered that each need is still true, cleared, and was accepted."""
    record = opened(desk, marking=marking)
    who = participant(record)
    for need in needs:
        answer(arta, who, need)
    clear(who, "the Ministry of Justice", by=arta)
    accept(who, by=desk)
    return record


def frozen(record: UUID, desk: Reader, *, marking: Marking = make.GREEN, way: Meeting | Silence = AT_A_MEETING) -> UUID:
    """Adopted the same day where that is at a meeting."""
    made = freeze(record, said(way), marking, by=desk)
    if way == AT_A_MEETING:
        record_adoption(made, BoardDecision(clock.today(), NINTH), by=desk)
    return made


def read(reader: Reader, snapshot: UUID) -> Frozen:
    """What the reader reads; the test fails where they read nothing."""
    found = frozen_for(reader, snapshot)
    assert found is not None
    return found


def state(snapshot: UUID) -> str:
    return Snapshot.objects.get(pk=snapshot).state


def stages(record: UUID) -> dict[str, str]:
    """By economy."""
    return dict(Participant.objects.filter(round=record, economy__isnull=False).values_list("economy", "stage"))
