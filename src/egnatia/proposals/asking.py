"""One question to ask about a match, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.overlap import Match

_OF_KIND = {
    "same": gettext_lazy("Is this the same work as ours, and which of us reports it?"),
    "chain": gettext_lazy("Is the money of the one part of the other, and how much of it?"),
}
_OF_EVIDENCE = {
    "receiver": gettext_lazy(
        "Which staff of the institution do you reach, in which months, and could we divide them between us?"
    ),
    "place": gettext_lazy("Whom do you reach in this place, and where would we get in each other's way?"),
    "partner": gettext_lazy("What does our common partner do for you, and has it people enough for both?"),
}


def question_about(match: Match, *, start: str, until: str) -> str:
    """What settles most with one answer. `start` of the proposal and `until` of the other as precise as stated."""
    if match.kind in _OF_KIND:
        return str(_OF_KIND[match.kind])
    if until and start and until[: len(start)] < start and not _shares(match, "receiver"):
        return _("What have you learned, and who goes on with it after the end?")
    for kind, question in _OF_EVIDENCE.items():
        if _shares(match, kind):
            return str(question)
    return _("What do you plan there in these months, and what should we do differently so that both add up?")


def _shares(match: Match, kind: str) -> bool:
    return any(evidence.kind == kind for evidence in match.evidence)
