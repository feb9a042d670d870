"""What one reader is told by e-mail in a world: an access like any other, which compares the mails."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core import mail
from django.http import HttpResponse
from django.test import Client

from egnatia.kernel import clock, ids
from egnatia.kernel.models import Person
from egnatia.kernel.rooms import letters
from egnatia.people.email_preferences.models import LettersFrequency
from egnatia.people.email_preferences.rules import person_key
from egnatia.reminders.actions import plan_all, send_waiting

METHOD = "MAIL"
SITE = "https://egnatia.example"


def mails_to(client: Client, frequency: str, moment: datetime) -> HttpResponse:
    """All that the hourly job sends to whoever is signed in there, who wants every kind as often as this."""
    who = str(client.session.get("_auth_user_id", ids.new_id()))
    if not Person.objects.filter(pk=who).update(email="reader@example.org"):
        return HttpResponse()
    rows = [LettersFrequency(who=person_key(who), kind=code, frequency=frequency) for code in letters()]
    LettersFrequency.objects.bulk_create(rows)
    before = len(mail.outbox)
    with clock.time_from(lambda: _working(moment)):
        plan_all()
        send_waiting(site=SITE)
    told = "\n\n".join(_parts(before))
    del mail.outbox[before:]
    return HttpResponse(told)


def _working(moment: datetime) -> datetime:
    """The same hour of that day, or of the Monday after it."""
    return moment + timedelta(days=max(0, 7 - moment.weekday()) if moment.weekday() > 4 else 0)


def _parts(before: int) -> Iterator[str]:
    for letter in mail.outbox[before:]:
        yield f"{letter.to} {letter.subject}\n{letter.body}\n{sorted(letter.extra_headers.items())}"
