"""Whose calendar an address opens, and what stands in it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotFound
from egnatia.kernel.readers import reader_of
from egnatia.people.calendars.models import CalendarAddress

BYTES = 32  # of chance in an address: nothing to gain from a slow hash, and nobody guesses one


def digest_of(secret: str) -> str:
    return sha256(f"calendar {secret}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Subscriber:
    """`reader` holds what a session without its second step holds: GREEN at most."""

    reader: Reader
    language: str


def subscriber(secret: str) -> Subscriber:
    """Looked up at every request. Raises NotFound where the address was ended, the account closed or reset."""
    rows = CalendarAddress.objects.filter(
        digest=digest_of(secret), person__is_active=True, person__unconfirmed_since__isnull=True
    )
    found = rows.select_related("person").first()
    if found is None:
        raise NotFound
    return Subscriber(reader_of(found.person, strong=False), found.person.language)


def made_at(reader: Reader) -> datetime | None:
    """When the reader's own address was made; None where they have none."""
    return CalendarAddress.objects.filter(person=UUID(reader.person)).values_list("made_at", flat=True).first()
