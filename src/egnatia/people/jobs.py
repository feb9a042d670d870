"""Where the worker finds the jobs of this part."""

from egnatia.people.accounts.jobs import send_reset
from egnatia.people.invitations.jobs import send_invitation

__all__ = ["send_invitation", "send_reset"]
