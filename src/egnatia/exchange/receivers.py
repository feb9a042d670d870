"""An alert that was published, changed or released leaves at once; the job is called in the same transaction."""

from django.dispatch import receiver

from egnatia.exchange.notices.actions import notice_stored
from egnatia.exchange.notices.jobs import send_alert
from egnatia.exchange.notices.models import Notice
from egnatia.kernel.models import Record
from egnatia.kernel.records.markings import record_marked


@receiver([notice_stored, record_marked])
def tell_of_alert(sender: type, record: Record, **_: object) -> None:  # noqa: ARG001 - a signal's form
    """The job finds out whether it is an alert, and whom it is for."""
    if record.kind == Notice.KIND:
        send_alert.defer(record=str(record.pk))
