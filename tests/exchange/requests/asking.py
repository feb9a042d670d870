"""A request and those who are concerned by it, for the tests of this folder."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from egnatia.exchange.requests import actions, rules
from egnatia.exchange.requests.actions import ReplyContent
from egnatia.exchange.requests.fields import RequestContent, RequestQuestion
from egnatia.exchange.requests.models import Addressee
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records.content import ByLanguage
from tests import make

AL, ME, RS = (f"F:focal-points:{code}" for code in ("ALB", "MNE", "SRB"))


def asks(title: str = "Storage of seized weapons", language: str = "en", **said: Any) -> RequestContent:  # noqa: ANN401 - its fields
    return RequestContent(
        title=ByLanguage({language: title}, language),
        **{
            "questions": (
                RequestQuestion("q1", "How many rooms are there?", "number"),
                RequestQuestion("q2", "Which rules apply?", "text"),
            ),
            "addressees": (AL, ME, RS),
            **said,
        },
    )


@dataclass
class Asked:
    """The secretariat has asked three focal points; each has an organisation of their own."""

    audience: str = "asker"
    content: dict[str, Any] = field(default_factory=dict)
    marking: Marking | None = None

    def __post_init__(self) -> None:
        make.community()
        self.desk = make.reader("desk", seats=("focal-points",), secretariat=True)
        self.al, self.me, self.rs = (
            make.reader(f"focal-{code.lower()}", focal_point=("focal-points", code)) for code in ("ALB", "MNE", "SRB")
        )
        self.other = make.reader("other", seats=("focal-points",))
        self.id = self.another(self.marking or rules.start_marking((AL, ME, RS)))

    def another(self, marking: Marking) -> UUID:
        """One more request of the same content."""
        made = actions.draft(asks(**{"audience": self.audience, **self.content}), by=self.desk)
        actions.send(made, marking, by=self.desk)
        return made

    def of(self, token: str) -> UUID:
        return Addressee.objects.get(request=self.id, token=token).pk

    def reply(self, token: str, by: Reader, audience: str = "", status: str = "full", **said: str) -> UUID:
        answers = said or ({"q1": "12", "q2": f"Said by {by.name}."} if status in ("full", "partial") else {})
        note = "No such case." if status == "declined" else ""
        return actions.reply(self.of(token), ReplyContent(status, audience or self.audience, answers, note), by=by)
