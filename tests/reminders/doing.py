"""Reminders as the hourly job sends them, for tests."""

from django.core import mail

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person
from egnatia.reminders.actions import plan_all, send_waiting

SITE = "https://egnatia.example"


def written_to(reader: Reader, language: str = "en") -> str:
    """The address that the reader has from now on."""
    address = f"{reader.person[:8]}@example.org"
    Person.objects.filter(pk=reader.person).update(email=address, language=language)
    return address


def send() -> int:
    """How many left of those that wait."""
    return send_waiting(site=SITE)


def sent() -> list[str]:
    """Plan and send what is due now; whom reminders left for."""
    before = len(mail.outbox)
    plan_all()
    send()
    return sorted(letter.to[0] for letter in mail.outbox[before:])
