"""Who reads a text, or its round, has a part in whether it circulates."""

from django.dispatch import receiver

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.kernel.records.markings import record_marked
from egnatia.reporting.snapshots.actions import break_where_marked, require_nothing_stands
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.rounds.rounds.actions.lifecycle import round_leaving
from egnatia.rounds.rounds.models import Round


@receiver(record_marked)
def on_marked(sender: type, record: Record, by: Reader, **_: object) -> None:  # noqa: ARG001 - a signal's form
    if record.kind in (Round.KIND, Snapshot.KIND):
        break_where_marked(record, by=by)


@receiver(round_leaving)
def on_leaving(sender: type, round: Round, by: Reader, **_: object) -> None:  # noqa: A002, ARG001 - a signal's form
    require_nothing_stands(round, by=by)
