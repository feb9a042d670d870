"""Where the worker finds the jobs of this part."""

from egnatia.people.accounts.jobs import send_reset
from egnatia.people.invitations.jobs import send_invitation
from egnatia.people.sessions.jobs import clear_sessions

__all__ = ["clear_sessions", "send_invitation", "send_reset"]
