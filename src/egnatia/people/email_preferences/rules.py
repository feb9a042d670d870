"""Hours in which letters go, and the links that end them. Pure but for the signature's secret."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MORNING, EVENING = 8, 20
SALT = "letters"
# The capitals of the forum's economies and where others of it work. Pristina has no zone of its own: kept by name.
ZONES: "Mapping[str, _StrPromise]" = {
    "Europe/Tirane": _("Tirana"),
    "Europe/Sarajevo": _("Sarajevo"),
    "Europe/Sofia": _("Sofia"),
    "Europe/Zagreb": _("Zagreb"),
    "Europe/Athens": _("Athens"),
    "Pristina": _("Pristina"),
    "Europe/Chisinau": _("Chisinau"),
    "Europe/Podgorica": _("Podgorica"),
    "Europe/Skopje": _("Skopje"),
    "Europe/Bucharest": _("Bucharest"),
    "Europe/Belgrade": _("Belgrade"),
    "Europe/Ljubljana": _("Ljubljana"),
    "Europe/Istanbul": _("Ankara, Istanbul"),
    "Europe/Brussels": _("Brussels"),
    "Europe/Vienna": _("Vienna"),
    "Europe/London": _("London"),
    "America/New_York": _("New York"),
    "UTC": _("UTC"),
}
CLOCKS = {"Pristina": "Europe/Skopje"}  # of those that are no name of a zone


def is_daytime(moment: datetime) -> bool:
    """Whether a letter may go at this hour of whoever gets it."""
    return MORNING <= moment.hour < EVENING


def person_key(person: UUID | str) -> str:
    """Who gets letters, as the table of what was ended keeps it: no name and no address."""
    return sha256(f"person {person}".encode()).hexdigest()


def organisation_key(organisation: UUID | str) -> str:
    """An organisation that is written to through its mailbox, whatever the address of that is today."""
    return sha256(f"organisation {organisation}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Ending:
    """What the link in a letter ends: one kind of letters to one who gets them, unless they wanted them anew since."""

    who: str
    kind: str
    epoch: int = 0
    organisation: bool = False  # a mailbox, which several people read


def token_for(ending: Ending) -> str:
    """What the link in a letter carries."""
    return Signer(salt=SALT).sign_object([ending.who, ending.kind, ending.epoch, ending.organisation])


def read_token(token: str) -> Ending | None:
    """None for what was not signed here."""
    try:
        who, kind, epoch, organisation = Signer(salt=SALT).unsign_object(token)
    except (BadSignature, ValueError, TypeError):
        return None
    return Ending(str(who), str(kind), int(epoch), bool(organisation))
