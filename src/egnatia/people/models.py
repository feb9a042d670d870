"""The tables of this part; Django finds them here."""

from egnatia.people.accounts.models import CredentialReset, MachineCode, ProviderConnection
from egnatia.people.calendars.models import CalendarAddress
from egnatia.people.changes.models import Looked
from egnatia.people.email_preferences.models import LettersFrequency, LetterZone
from egnatia.people.filters.models import SavedFilter
from egnatia.people.invitations.models import Invitation
from egnatia.people.limits.models import Attempts
from egnatia.people.sessions.models import Session

__all__ = [
    "Attempts",
    "CalendarAddress",
    "CredentialReset",
    "Invitation",
    "LetterZone",
    "LettersFrequency",
    "Looked",
    "MachineCode",
    "ProviderConnection",
    "SavedFilter",
    "Session",
]
