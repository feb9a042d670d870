"""One question to ask about a match, in the reader's language."""

from django.utils.translation import gettext as _

from egnatia.overlap import Match


def question_about(match: Match, *, start: str, until: str) -> str:
    """What settles most with one answer. `start` of the proposal and `until` of the other as precise as stated."""
    shared = {evidence.kind for evidence in match.evidence}
    if match.kind == "same":
        return _("Is this the same work as ours, and which of us reports it?")
    if match.kind == "chain":
        return _("Is the money of the one part of the other, and how much of it?")
    if "receiver" in shared:
        return _("Which staff of the institution do you reach, in which months, and could we divide them between us?")
    if until and start and until[: len(start)] < start:
        return _("What have you learned, and who goes on with it after the end?")
    if "place" in shared:
        return _("Whom do you reach in this place, and where would we get in each other's way?")
    if "partner" in shared:
        return _("What does our common partner do for you, and has it people enough for both?")
    return _("What do you plan there in these months, and what should we do differently so that both add up?")
