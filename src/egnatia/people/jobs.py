"""Where the worker finds the jobs of this part."""

from egnatia.people.accounts.jobs import send_announcement, send_reset
from egnatia.people.invitations.jobs import send_invitation

__all__ = ["send_announcement", "send_invitation", "send_reset"]
