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
