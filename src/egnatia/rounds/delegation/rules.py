"""How long a link for a section holds, how it is kept, and who the organisation is that it speaks for. Pure."""

from datetime import timedelta
from hashlib import sha256

from egnatia.kernel.marking import Marking, Tlp
from egnatia.people.limits.rules import HOUR, QUARTER, Limit

USUAL_DAYS, MOST_DAYS = 7, 30
SESSION = timedelta(hours=2)  # after it the link is opened again; what was said is kept
LONGEST_BRANCH = 40

OPENED_BY_ADDRESS = Limit("section link address", 50, QUARTER)
ASKED_BY_ACCOUNT = Limit("section request account", 40, HOUR)

WAITING, TAKEN, ASIDE = "waiting", "taken", "aside"


def digest_of(secret: str) -> str:
    """What is stored of a link or of a session: the secret itself is nowhere."""
    return sha256(secret.encode()).hexdigest()


def kept() -> Marking:
    """A request is its organisation's own."""
    return Marking(Tlp.AMBER_STRICT)


def is_below(objective: str, branch: str) -> bool:
    """Whether an objective is the branch itself or stands below it: "2.3" has "2.3.1", "2.30" is another."""
    return objective == branch or objective.startswith(f"{branch}.")
