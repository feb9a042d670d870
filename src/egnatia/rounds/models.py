"""The tables of the rounds domain, feature by feature."""

from egnatia.rounds.delegation.models import SectionRequest, SectionRow
from egnatia.rounds.rounds.models import Participant, Round, RoundAnswer, RoundComment, RoundStep
from egnatia.rounds.signed_clearance.models import SignedPage, SignedPaper

__all__ = [
    "Participant",
    "Round",
    "RoundAnswer",
    "RoundComment",
    "RoundStep",
    "SectionRequest",
    "SectionRow",
    "SignedPage",
    "SignedPaper",
]
