"""Where the worker finds the jobs of this part."""

from egnatia.commitments.reminders.jobs import send_due_letters

__all__ = ["send_due_letters"]
