"""One question to ask about a match, in the reader's language."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.overlap import MatchResult

_OF_KIND = {
    "same": gettext_lazy("Is this the same activity as ours, and which of us reports it?"),
    "chain": gettext_lazy("Is one activity funded from the other, and with how much?"),
}
_OF_EVIDENCE = {
    "receiver": gettext_lazy(
        "Which staff of the institution do you work with, and when? Could we divide the groups between us?"
    ),
    "place": gettext_lazy("Whom do you work with in this place, and where could our activities duplicate each other?"),
    "partner": gettext_lazy("What does our common partner do for you, and does it have the capacity for both?"),
}


def question_about(match: MatchResult | None, *, start: str, until: str) -> str:
    """What settles most with one answer. `start` of the proposal and `until` of the other as precise as stated."""
    if match and match.kind in _OF_KIND:
        return str(_OF_KIND[match.kind])
    if until and start and until[: len(start)] < start and not _shares(match, "receiver"):
        return _("What lessons have you learned, and who will continue the work after it ends?")
    for kind, question in _OF_EVIDENCE.items():
        if _shares(match, kind):
            return str(question)
    return _("What do you plan there in this period, and how could our activities complement each other?")


def _shares(match: MatchResult | None, kind: str) -> bool:
    return match is not None and any(evidence.kind == kind for evidence in match.evidence)
