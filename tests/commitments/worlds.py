"""What people say in commitments and follow-ups, for the suite over all kinds; their worlds are their own."""

from datetime import date
from typing import Any
from uuid import UUID

from egnatia.commitments.commitments.fields import CommitmentContent
from egnatia.commitments.commitments.models import Commitment
from egnatia.commitments.commitments.pages import COMMITMENTS
from egnatia.commitments.follow_ups.fields import FollowUpContent
from egnatia.commitments.follow_ups.pages import FOLLOW_UPS
from egnatia.kernel.records.content import ByLanguage
from tests import make
from tests.commitments.doing import commitment
from tests.contracts.kinds import KindWorld


def agreed(variant: int) -> CommitmentContent:
    return CommitmentContent(
        source=f"Conclusions {variant % 5} (demo)",
        paragraph=str(variant),
        agreed_on=date(2025, 6, 12),
        text=ByLanguage({"sq": f"Takimi {variant}"}, "sq"),
        topics="prisons",
    )


def typed_agreed(variant: int) -> dict[str, Any]:
    return {"source": f"Conclusions {variant} (demo)", "text": f"Meeting number {variant}", "language": "en"}


def said(variant: int) -> FollowUpContent:
    return FollowUpContent(
        position=("supported", "noted", "considered")[variant % 3], text=ByLanguage({"en": f"Answer {variant}"}, "en")
    )


def typed_said(variant: int) -> dict[str, Any]:
    return {"economy": "", "position": "noted", "text": f"Answer number {variant}", "language": "en"}


def on_a_commitment() -> UUID:
    return commitment(make.reader(f"keeper-{Commitment.objects.count()}"), marking=make.CLEAR)


COMMITMENT_WORLD = KindWorld(
    COMMITMENTS, agreed, typed_agreed, ({}, {"q": "takimi"}, {"source": "Conclusions 1 (demo)"})
)
FOLLOW_UP_WORLD = KindWorld(FOLLOW_UPS, said, typed_said, on=on_a_commitment)
