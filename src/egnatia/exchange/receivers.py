"""What is told at once: an alert that was published, changed or released, and a recall; by jobs."""

from uuid import UUID

from django.dispatch import receiver

from egnatia.exchange.jobs import send_alert, send_recall
from egnatia.exchange.notices.actions import notice_stored, published
from egnatia.exchange.notices.models import Notice
from egnatia.exchange.receipts.actions import recalled
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.kernel.records.markings import record_marked


@receiver(record_marked)
def publish_draft(sender: type, record: Record, by: Reader, **_: object) -> None:  # noqa: ARG001 - a signal's form
    """Whichever page gave it its readers."""
    if record.kind == Notice.KIND:
        published(record, by=by)


@receiver([notice_stored, record_marked])
def tell_of_alert(sender: type, record: Record, **_: object) -> None:  # noqa: ARG001 - a signal's form
    """The job finds out whether it is an alert, and whom it is for."""
    if record.kind == Notice.KIND:
        send_alert.defer(record=str(record.pk))


@receiver(recalled)
def tell_of_recall(sender: type, about: UUID, **_: object) -> None:  # noqa: ARG001 - a signal's form
    send_recall.defer(about=str(about))
