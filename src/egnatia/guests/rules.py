"""How links and sessions are kept, how long they hold, how often they may be tried. Pure."""

from datetime import datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from egnatia.people.limits.rules import HOUR, QUARTER, Limit

SESSION = timedelta(hours=2)  # after it the link is opened again; what was entered is kept
OPENED_BY_ADDRESS = Limit("guest link address", 50, QUARTER)
ASKED_BY_ACCOUNT = Limit("guest request account", 40, HOUR)

# The status of a request.
HANDED_IN, RECALLED, OVER, OPENED, SENT, MADE, ASKED = (
    "handed-in",
    "recalled",
    "over",
    "opened",
    "sent",
    "made",
    "asked",
)


def digest_of(secret: str) -> str:
    """What is stored of a link or of a session: the secret itself is nowhere."""
    return sha256(secret.encode()).hexdigest()


def last_moment(asked_at: datetime, days: int) -> datetime:
    """Whoever reads "until 4 December" has that day, in the installation's time zone."""
    last = timezone.localtime(asked_at + timedelta(days=days))
    return last.replace(hour=23, minute=59, second=59, microsecond=999_999)
