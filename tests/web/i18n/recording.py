"""Notes which messages a language was asked for and does not have."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import trans_real

from egnatia.web import errors


class Recorder(gettext.NullTranslations):
    """Stands where a catalogue ends and English begins."""

    def __init__(self, missing: set[str]) -> None:
        super().__init__()
        self._missing = missing

    def gettext(self, message: str) -> str:
        self._missing.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self._missing.add(msgid1)
        return msgid1 if n == 1 else msgid2


class Asked(trans_real.DjangoTranslation):
    """Of a language: notes each text that it is asked for, behind its context, with its plural."""

    def __init__(self, language: str, asked: dict[str, str]) -> None:
        super().__init__(language)
        self._asked = asked

    def gettext(self, message: str) -> str:
        self._asked.setdefault(message, "")
        return super().gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self._asked[msgid1] = msgid2
        return super().ngettext(msgid1, msgid2, n)


@contextmanager
def asked_of(language: str) -> Iterator[dict[str, str]]:
    """Inside, the mapping grows by each text that is asked for in this language."""
    asked: dict[str, str] = {}
    before = trans_real.translation(language)
    known = vars(trans_real)["_translations"]  # Django has no public name for the catalogues that it has read
    known[language] = Asked(language, asked)
    errors.said.cache_clear()
    try:
        yield asked
    finally:
        known[language] = before
        errors.said.cache_clear()


@contextmanager
def missing_in(language: str) -> Iterator[set[str]]:
    """Inside, the set grows by each message that has no translation into the language."""
    missing: set[str] = set()
    catalogue = vars(trans_real.translation(language))  # gettext has no public name for where a catalogue ends
    before = catalogue["_fallback"]
    catalogue["_fallback"] = Recorder(missing)
    errors.said.cache_clear()  # made anew here, so that it asks the catalogue
    try:
        yield missing
    finally:
        catalogue["_fallback"] = before
