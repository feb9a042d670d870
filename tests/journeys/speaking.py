"""What the catalogue says in a language: a journey in it holds on when a translation is corrected."""

from django.utils import translation
from django.utils.translation import gettext, ngettext


def said(language: str, words: str, **values: object) -> str:
    """The English words as the interface says them in `language`."""
    with translation.override(language):
        return gettext(words) % values if values else gettext(words)


def counted(language: str, one: str, many: str, number: int, **values: object) -> str:
    """The same for words with a number."""
    with translation.override(language):
        return ngettext(one, many, number) % {"number": number, "count": number, **values}
