"""What follows in the library when somebody gives a record other readers."""

from django.dispatch import receiver

from egnatia.kernel.models import Record
from egnatia.kernel.records.markings import record_marked
from egnatia.library.desk.models import ScheduledPublication
from egnatia.library.room import KINDS


@receiver(record_marked)
def end_schedule(sender: type, record: Record, **_: object) -> None:  # noqa: ARG001 - a signal's form
    """Somebody has decided about its readers anew."""
    if record.kind in KINDS:
        ScheduledPublication.objects.filter(record=record).delete()
