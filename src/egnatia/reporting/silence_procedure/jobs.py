"""Every hour, since morning comes at different times."""

from django.conf import settings
from procrastinate.contrib.django import app

from egnatia.people import mail
from egnatia.reporting.silence_procedure.actions import plan_letters, send_letters


@app.periodic(cron="12 * * * *")
@app.task(queue="default", name="reporting.send_text_letters")
def send_text_letters(timestamp: int) -> None:
    """Safe to run twice, and at once: a letter that was given to the mail server is not given to it again."""
    del timestamp
    if settings.SITE_ADDRESS and mail.leaves_here():
        plan_letters()
        send_letters()
