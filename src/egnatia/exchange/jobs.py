"""The jobs of the exchange, where the queue looks for them."""

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from egnatia.exchange.contact_points.actions import send_check_letter
from egnatia.exchange.delegation.actions import send_part_letter
from egnatia.exchange.notices.actions import plan_alert
from egnatia.exchange.receipts.actions import plan_recall
from egnatia.people import mail
from egnatia.reminders.jobs import send_soon

__all__ = ["send_alert", "send_check_letter", "send_part_letter", "send_recall"]


@app.task(queue="default", name="exchange.send_recall", retry=mail.AGAIN)
def send_recall(*, about: str) -> None:
    """Of a record, or of a file. Safe to run twice: each person is written to once about a recall."""
    if mail.notifies():
        send_soon(plan_recall(UUID(about)), settings.SITE_ADDRESS)


@app.task(queue="default", name="exchange.send_alert", retry=mail.AGAIN)
def send_alert(*, record: str) -> None:
    """An alert leaves at once; whoever cannot be reached now is written to by the hourly job.

    Safe to run twice: each person is written to once about an alert.
    """
    if mail.notifies():
        send_soon(plan_alert(UUID(record)), settings.SITE_ADDRESS)
