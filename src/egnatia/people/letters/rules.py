"""Kinds of letters, hours in which they go, and the links that end them. Pure but for the signature's secret."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from django.core.signing import BadSignature, Signer

REPORTS = "reports"  # before a report on a follow-up is due
KINDS = (REPORTS,)
MORNING, EVENING = 8, 20
SALT = "letters"


def zones() -> tuple[str, ...]:
    """The time zones that one may choose: Europe's, by name."""
    return tuple(sorted(zone for zone in available_timezones() if zone.startswith("Europe/")))


def local(moment: datetime, zone: str) -> datetime:
    """The moment on the clock of somebody who lives in `zone`."""
    return moment.astimezone(ZoneInfo(zone))


def is_daytime(moment: datetime) -> bool:
    """Whether a letter may go at this hour of whoever gets it."""
    return MORNING <= moment.hour < EVENING


def person_key(person: UUID | str) -> str:
    """Who gets letters, as the table of what was ended keeps it: no name and no address."""
    return sha256(f"person {person}".encode()).hexdigest()


def mailbox_key(mailbox: str) -> str:
    return sha256(f"mailbox {mailbox.strip().casefold()}".encode()).hexdigest()


def token_for(who: str, kind: str) -> str:
    """What the link in a letter carries: it ends one kind of letters to one who gets them, and nothing else."""
    return Signer(salt=SALT).sign_object([who, kind])


def read_token(token: str) -> tuple[str, str] | None:
    """(who, kind); None for what was not signed here."""
    try:
        who, kind = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return (str(who), str(kind)) if kind in KINDS else None
