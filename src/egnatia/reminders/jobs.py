"""What is due is looked for every hour, since morning comes at different times; what somebody wrote goes at once."""

from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from egnatia.people import mail
from egnatia.reminders.actions import plan_all, send, send_waiting


@app.periodic(cron="7 * * * *")
@app.task(queue="default", name="reminders.send_due")
def send_due(timestamp: int) -> None:
    """Safe to run twice, and at once: what was given to the mail server is not given to it again."""
    del timestamp
    if mail.notifies():
        plan_all()
        send_waiting(site=settings.SITE_ADDRESS)


@app.task(queue="default", name="reminders.send_written", retry=mail.AGAIN)
def send_written(*, reminder: str, site: str) -> None:
    """Safe to run twice: one that left is not sent again."""
    send(UUID(reminder), site=site)


def send_soon(reminders: Iterable[UUID], site: str) -> None:
    """Put what somebody wrote into the queue, in the transaction at hand."""
    for reminder in reminders:
        send_written.defer(reminder=str(reminder), site=site)
