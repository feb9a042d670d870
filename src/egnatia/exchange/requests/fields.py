"""What a request for information says."""

import msgspec

from egnatia.kernel.records.content import ByLanguage


class RequestQuestion(msgspec.Struct, frozen=True):
    """`key` names it in replies; `choices` are for the type that has them."""

    key: str
    text: str
    type: str = "line"
    choices: tuple[str, ...] = ()


class RequestContent(msgspec.Struct, frozen=True):
    """What is asked. `addressees` are tokens of roles and organisations, or `G:group` for all its focal points.

    `days`: how many working days each of them has. `audience`: the widest that a reply may choose.
    """

    title: ByLanguage
    purpose: ByLanguage = ByLanguage()
    questions: tuple[RequestQuestion, ...] = ()
    addressees: tuple[str, ...] = ()
    days: int = 10
    audience: str = "asker"

    @property
    def texts(self) -> tuple[str, ...]:
        """By which it is found."""
        asked = [text for each in self.questions for text in (each.text, *each.choices)]
        return (*self.title.texts.values(), *self.purpose.texts.values(), *asked)
