"""Codes and quotations in the reader's language, and languages by their own names."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
Labels = Mapping[str, "_StrPromise"]

LANGUAGE: Mapping[str, str] = {  # by their own names
    "en": "English",
    "sq": "shqip",
    "bs": "bosanski",
    "hr": "hrvatski",
    "cnr": "crnogorski",
    "sr": "srpski / српски",
    "mk": "македонски",
    "bg": "български",
    "ro": "română",
    "el": "ελληνικά",
    "tr": "Türkçe",
    "sl": "slovenščina",
    "hu": "magyar",
    "fr": "français",
    "de": "Deutsch",
    "es": "español",
    "it": "italiano",
    "pt": "português",
    "ru": "русский",
    "uk": "українська",
    "ar": "العربية",
    "ka": "ქართული",
    "hy": "հայերեն",
}


def label(labels: Mapping[str, object], code: str) -> str:
    """The label of a code; a code without one stays as it was written."""
    return str(labels.get(code, code))


def translation_words(original: str) -> str:
    """What is said beside a translation, "" where `original` says that the text is none."""
    if not original:
        return ""
    if original not in LANGUAGE and original.split("-", maxsplit=1)[0] not in LANGUAGE:
        return _("translation")
    return _("translation, original: %(language)s") % {"language": language_name(original)}


def language_name(code: str) -> str:
    """A language by its own name, also for `sr-latn`; the code where we know none."""
    return LANGUAGE.get(code, "") or LANGUAGE.get(code.split("-", maxsplit=1)[0], code)


def in_quotes(words: str) -> str:
    """“Prison reform”, „Реформа затвора”."""
    return _("“%(words)s”") % {"words": words}
