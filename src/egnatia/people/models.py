"""The tables of this part; Django finds them here."""

from egnatia.people.accounts.models import CredentialReset, MachineCode
from egnatia.people.invitations.models import Invitation
from egnatia.people.limits.models import Attempts
from egnatia.people.sessions.models import Session

__all__ = ["Attempts", "CredentialReset", "Invitation", "MachineCode", "Session"]
