"""Which language a text is in, among those of the region and English. The source's own label wins over this."""

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from egnatia.language.concepts import language_group

# Bosnian, Croatian and Serbian are told apart by a model and compared as one; it does not know Montenegrin.
KNOWN = ("en", "sq", "bs", "hr", "sr", "mk", "bg", "ro", "el", "tr", "sl")


def identify(text: str) -> str:
    """The code that `text` is compared in ("hbs" for bs, hr, sr, cnr), "" where it has no letter."""
    if not any(map(str.isalpha, text)):
        return ""
    code, _ = identifier().classify(text)
    return language_group(str(code))


@cache
def identifier() -> LanguageIdentifier:
    """py3langid's model, restricted to our languages: half a second once."""
    found = LanguageIdentifier.from_model_file(MODEL_FILE)
    found.set_languages(list(KNOWN))
    return found
