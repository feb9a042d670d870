"""Letters to guests."""

from urllib.parse import urljoin
from uuid import UUID

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from procrastinate.contrib.django import app

from egnatia.people import mail
from egnatia.people.invitations.actions import mailed_link


@app.task(queue="default", name="people.send_invitation")
def send_invitation(*, invitation: str, base: str, language: str) -> None:
    """To the guest, unless the invitation is over by now. The link is made here: no queue has known it."""
    found = mailed_link(UUID(invitation))
    if found is None:
        return
    guest, token = found
    with translation.override(language):
        until = date_format(timezone.localtime(guest.expires_at), "DATE_FORMAT")
    link = urljoin(base, reverse("people:invitation-opening", args=[token]))
    context = {"name": guest.name, "link": link, "until": until}
    mail.send("people/mails/invitation", guest.email, context, language=language)
