"""A language in which all that a translator can reach stands in brackets: what does not, no catalogue reaches."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import trans_real

from egnatia.web import errors

OPEN, CLOSE = "⟦", "⟧"
WORN_BY = "sq"  # a language of the pages, so that what comes from the database comes in that language
_KEPT = re.compile(r"(<[^>]*>|%\(\w+\)[a-z]|%[sd%]|\{\w*\}|&#?\w+;)")
_SAID = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_CUT_OFF = re.compile(rf"{OPEN}[^{OPEN}{CLOSE}]*…")  # a sentence that a page shortens


def bracketed(message: str) -> str:
    """The message with its own words in brackets; what is put into it stands outside and answers for itself."""
    return "".join(map(_in_brackets, _KEPT.split(message)))


def _in_brackets(part: str) -> str:
    return OPEN + part + CLOSE if re.search(r"\w", part) and not _KEPT.fullmatch(part) else part


def unbracketed(text: str) -> list[str]:
    """What of a text stands outside all brackets, in pieces."""
    while (rest := _SAID.sub("\0", text)) != text:
        text = rest
    text = _CUT_OFF.sub("\0", text)
    return [piece.strip() for piece in text.split("\0") if re.search(r"[^\W\d_]", piece)]


class Pseudo(trans_real.DjangoTranslation):
    """Answers every message with itself in brackets."""

    def gettext(self, message: str) -> str:
        return bracketed(message.rpartition(trans_real.CONTEXT_SEPARATOR)[2])

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


@contextmanager
def pseudo_language() -> Iterator[str]:
    """Inside, the language that it yields is the pseudo-language."""
    before = trans_real.translation(WORN_BY)
    known = vars(trans_real)["_translations"]  # Django has no public name for the catalogues that it has read
    known[WORN_BY] = Pseudo(WORN_BY)
    errors.said.cache_clear()
    try:
        yield WORN_BY
    finally:
        known[WORN_BY] = before
        errors.said.cache_clear()
