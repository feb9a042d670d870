"""Which language a text is in, among those of the region and English. The source's own label wins over this."""

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from egnatia.language.concepts import language_group

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Bosnian, Croatian and Serbian are told apart by a model and compared as one; it does not know Montenegrin.
KNOWN = ("en", "sq", "bs", "hr", "sr", "mk", "bg", "ro", "el", "tr", "sl")


def identify(text: str) -> str:
    """The code that `text` is compared in ("hbs" for bs, hr, sr, cnr), "" where no letter is of a script of ours: of
    Georgian nothing is known."""
    return nearest(text) if any(map(_of_ours, text)) else ""


def nearest(text: str) -> str:
    """The same in whatever script: the one of our languages that a text is least unlike; "" where it has no letter."""
    if not any(map(str.isalpha, text)):
        return ""
    code, _ = identifier().classify(text)
    return language_group(str(code))


def _of_ours(character: str) -> bool:
    """Whether it is a letter of Latin, Greek or Cyrillic, which stand together before Armenian, and once more."""
    return character.isalpha() and (character < "\u0530" or "\u1e00" <= character <= "\u1fff")


@cache
def identifier() -> "LanguageIdentifier":
    """py3langid's model, restricted to our languages: half a second once. Loaded with numpy where it is first asked."""
    langid = import_module("py3langid.langid")
    found = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
    found.set_languages(list(KNOWN))
    return found
