"""Texts by language, one of them the original: what an economy says of its needs, what a conference agreed. Pure."""

from collections.abc import Mapping

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
