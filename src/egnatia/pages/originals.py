"""Texts by language, one of them the original: what an economy says of its needs, what a conference agreed. Pure."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

OUTDATED = _("The original text has changed. Update this translation, or clear it.")
UNKNOWN = "und"  # BCP 47: a text of which nobody said the language


def in_original(words: Mapping[str, str], language: str) -> tuple[str, str]:
    """(text, its language): the original, else any. A language that is not known is ""."""
    original = language or UNKNOWN
    if original in words:
        return words[original], spoken(original)
    code, text = next(iter(sorted(words.items())), ("", ""))
    return text, spoken(code)


def spoken(language: str) -> str:
    """A language as `lang` takes it: "" where it is not known."""
    return "" if language == UNKNOWN else language


def with_words(words: str, language: str, english: str, kept: Mapping[str, str], original: str) -> dict[str, str]:
    """Texts by language. The original and English are as said now; other languages of `kept`, whose original was
    `original`, stay."""
    rest = {code: text for code, text in kept.items() if code not in ("en", original or UNKNOWN)}
    translated = {"en": english} if english and language != "en" else {}
    return {**rest, **translated, language or UNKNOWN: words}


def is_outdated(words: str, english: str, words_before: str, english_before: str) -> bool:
    """Whether the original was changed and its English translation was not: whoever reads that would be told what the
    author no longer says. Line breaks are the browser's own.
    """
    changed = bool(words_before) and words.split() != words_before.split()
    return changed and bool(english) and english.split() == english_before.split()
