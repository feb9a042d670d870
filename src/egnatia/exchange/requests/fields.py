"""What a request for information says."""

import msgspec

from egnatia.kernel.records.content import ByLanguage


class RequestQuestion(msgspec.Struct, frozen=True):
    """`key` names it in replies; `choices` are for the type that has them."""

    key: str
    text: str
    type: str = "line"
    choices: tuple[str, ...] = ()


class RequestCorrection(msgspec.Struct, frozen=True):
    """Other words for a request that was sent; `questions` by key. `days`: working days more, for everybody."""

    title: str
    purpose: str
    questions: dict[str, str]
    days: int
    what_changed: str


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
    what_changed: str = ""  # in the latest correction after it was sent

    def corrected(self, said: "RequestCorrection") -> "RequestContent":
        """The same questions to the same addressees for the same readers, in other words and with more time."""
        language = self.title.first()[1]
        title, purpose = _reworded(self.title, said.title, language), _reworded(self.purpose, said.purpose, language)
        asked = (msgspec.structs.replace(each, text=said.questions.get(each.key, each.text)) for each in self.questions)
        days = self.days + said.days
        return msgspec.structs.replace(
            self,
            title=title,
            purpose=purpose,
            questions=tuple(asked),
            days=days,
            what_changed=said.what_changed,
        )

    @property
    def texts(self) -> tuple[str, ...]:
        """By which it is found."""
        asked = [text for each in self.questions for text in (each.text, *each.choices)]
        return (*self.title.texts.values(), *self.purpose.texts.values(), *asked)


def _reworded(kept: ByLanguage, text: str, language: str) -> ByLanguage:
    """Said anew in the language that it had; what it was in others is not true any more."""
    before, said = kept.first()
    code = said or language
    return kept if text == before else ByLanguage({code: text} if text else {}, code if text else "")
