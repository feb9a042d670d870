"""Commitments and follow-ups for tests: say only what the test is about."""

from datetime import date
from typing import Any
from uuid import UUID

from egnatia.commitments.commitments.fields import COMMITMENT, CommitmentContent
from egnatia.commitments.follow_ups.fields import FOLLOW_UP, FollowUpContent
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from tests import make

SOURCE = "Conclusions of Ohrid (demo)"
WORDS = "Meet everybody who leaves prison within one week"


def focal_point(economy: str = "ALB", username: str = "arta") -> Reader:
    return make.reader(username, seats=(("focal-points", economy),), focal_point=("focal-points", economy))


def secretariat() -> Reader:
    return make.reader("desk", seats=("focal-points",), secretariat=True)


def said(words: str = WORDS, *, language: str = "en", **more: Any) -> CommitmentContent:  # noqa: ANN401 - any field of what is said
    """What a commitment says: `words` in its language."""
    facts: dict[str, Any] = {"source": SOURCE, "paragraph": "4", "agreed_on": date(2025, 6, 12), **more}
    return CommitmentContent(text=ByLanguage({language: words}, language), **facts)


def answer_of(*, words: dict[str, str] | None = None, language: str = "", **more: Any) -> FollowUpContent:  # noqa: ANN401 - any field of what is said
    """What a follow-up says: supported by Albania, without a word unless there are `words` by language."""
    facts: dict[str, Any] = {"economy": "ALB", "position": "supported", **more}
    return FollowUpContent(text=ByLanguage(words or {}, language), **facts)


def commitment(by: Reader, words: str = WORDS, *, marking: Marking = make.GREEN, **more: Any) -> UUID:  # noqa: ANN401 - any field of what is said
    return lifecycle.create(COMMITMENT, said(words, **more), marking, by=by)


def follow(by: Reader, on: UUID, *, marking: Marking = make.GREEN, **more: Any) -> UUID:  # noqa: ANN401 - any field of what is said
    return lifecycle.create(FOLLOW_UP, answer_of(**more), marking, by=by, on=on)
