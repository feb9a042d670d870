"""Work that a page only asks for, and e-mails that tell somebody that their two-step verification changed."""

from datetime import datetime
from urllib.parse import urljoin
from uuid import UUID

from django.utils import timezone, translation
from django.utils.formats import date_format
from procrastinate.contrib.django import app

from egnatia.kernel import clock
from egnatia.kernel.models import Person
from egnatia.people import mail
from egnatia.people.accounts.queries import reset_links

ADDED, REMOVED, CODES, RESET = "added", "removed", "codes", "reset"  # what happened to second factors
CONNECTED, DISCONNECTED = "connected", "disconnected"  # with a provider of sign-ins


@app.task(queue="default", name="people.send_reset", pass_context=False)
def send_reset(*, whose: str, base: str, language: str) -> None:
    """Send a link for each account with this address, of which the queue knows the digest: none where there is none."""
    for person, path in reset_links(whose):
        context = {"username": person.username, "link": urljoin(base, path)}
        mail.send("people/mails/reset", person.email, context, language=person.language or language)


def announce(person: UUID | str, change: str) -> None:
    """Put the e-mail into the queue, in the transaction of the change. The job carries no name and no address."""
    send_announcement.defer(person=str(person), change=change, at=clock.now().isoformat())


@app.task(queue="default", name="people.announce_second_factor", retry=mail.AGAIN)
def send_announcement(*, person: str, change: str, at: str) -> None:
    """To the address of the account; where there is none, nobody is told."""
    found = Person.objects.filter(pk=person).exclude(email="").first()
    if found is None:
        return
    with translation.override(found.language):
        when = date_format(timezone.localtime(datetime.fromisoformat(at)), "DATETIME_FORMAT")
    waits = found.unconfirmed_since is not None
    context = {"username": found.username, "change": change, "when": when, "waits": waits}
    mail.send("people/mails/second_factor", found.email, context, language=found.language)
