"""An alert leaves at once; whoever cannot be reached now is written to by the hourly job."""

from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from egnatia.exchange.notices.actions import plan_alert
from egnatia.people import mail
from egnatia.reminders.jobs import send_soon


@app.task(queue="default", name="exchange.send_alert", retry=mail.AGAIN)
def send_alert(*, record: str) -> None:
    """Safe to run twice: each person is written to once about an alert."""
    if settings.SITE_ADDRESS and mail.leaves_here():
        send_soon(plan_alert(UUID(record)), settings.SITE_ADDRESS)
