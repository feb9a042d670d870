"""How long a link for a section holds, and what a section is. Pure."""

from egnatia.kernel.access.marking import Marking, Tlp

USUAL_DAYS, MOST_DAYS = 7, 30

WAITING, TAKEN, ASIDE = "waiting", "taken", "aside"


def kept() -> Marking:
    """A request is its organisation's own."""
    return Marking(Tlp.AMBER_STRICT)


def is_below(objective: str, branch: str) -> bool:
    """Whether an objective is the branch itself or stands below it: "2.3" has "2.3.1", "2.30" is another."""
    return objective == branch or objective.startswith(f"{branch}.")
