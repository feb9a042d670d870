"""Commitments and follow-ups for tests: say only what the test is about."""

from datetime import date
from typing import Any
from uuid import UUID

from egnatia.commitments.commitments.actions import add_commitment
from egnatia.commitments.commitments.rules import Said
from egnatia.commitments.follow_ups.actions import follow_up
from egnatia.commitments.follow_ups.rules import Said as SaidToIt
from egnatia.kernel.marking import Marking
from egnatia.kernel.reader import Reader
from tests import make

SOURCE = "Conclusions of Ohrid (demo)"
WORDS = "Meet everybody who leaves prison within one week"


def focal_point(economy: str = "ALB", username: str = "arta") -> Reader:
    return make.reader(username, seats=(("focal-points", economy),), focal_point=("focal-points", economy))


def secretariat() -> Reader:
    return make.reader("desk", seats=("focal-points",), secretariat=True)


def said(words: str = WORDS, **more: Any) -> Said:  # noqa: ANN401 - any field of what is said
    facts: dict[str, Any] = {"source": SOURCE, "paragraph": "4", "agreed_on": date(2025, 6, 12), "language": "en"}
    facts |= more
    return Said(**{"words": {facts["language"]: words}, **facts})


def commitment(by: Reader, words: str = WORDS, *, marking: Marking = make.GREEN, **more: Any) -> UUID:  # noqa: ANN401 - any field of what is said
    return add_commitment(said(words, **more), marking, by=by)


def follow(by: Reader, on: UUID, *, marking: Marking = make.GREEN, **more: Any) -> UUID:  # noqa: ANN401 - any field of what is said
    return follow_up(on, SaidToIt(**{"economy": "ALB", **more}), marking, by=by)
