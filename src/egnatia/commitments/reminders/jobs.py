"""Every hour, since morning comes at different times."""

from django.conf import settings
from procrastinate.contrib.django import app

from egnatia.commitments.reminders.actions import plan_letters, send_letters
from egnatia.people import mail


@app.periodic(cron="7 * * * *")
@app.task(queue="default", name="commitments.send_due_letters")
def send_due_letters(timestamp: int) -> None:
    """Safe to run twice, and at once: a letter that was given to the mail server is not given to it again."""
    del timestamp
    if settings.SITE_ADDRESS and mail.leaves_here():
        plan_letters()
        send_letters()
