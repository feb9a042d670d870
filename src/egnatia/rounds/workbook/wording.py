"""What columns and answers are called in the reader's language, and what a word means in any of them."""

from collections.abc import Iterable, Mapping
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from egnatia.language.script import fold
from egnatia.needs.needs import labels as needs
from egnatia.pages.labels import Labels, label
from egnatia.rounds.rounds.labels import VERDICT, VERDICT_OF_SUPPORT
from egnatia.rounds.rounds.rules import NEEDS, SUPPORT
from egnatia.rounds.workbook.rules import columns_of

HEADER: Labels = {
    "record": _("Identifier"),
    "objective": _("Objective"),
    "words": _("Own words"),
    "last": _("Last answer"),
    "answer": _("Answer"),
    "note": _("Note"),
    "priority": _("Priority"),
    "nature": _("Nature"),
    "perspective": _("Perspective"),
    "language": _("Language"),
    "words_en": _("The same in English"),
    "source": _("Source document"),
    "page": _("Page"),
    "standing": _("Confirmed"),
    "marking": _("Who sees it"),
    "title": _("Title"),
    "status": _("Status"),
    "start": _("Beginning"),
    "end": _("End"),
    "economies": _("Economies"),
    "participant": _("Participant"),
    "version": _("Version"),
    "number": _("Version of the answer"),
}
TERMS: Mapping[str, Labels] = {
    "priority": needs.PRIORITY,
    "nature": needs.NATURE,
    "perspective": needs.PERSPECTIVE,
}


def header_of(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(label(HEADER, code) for code in codes)


def codes_of(words: Iterable[str], sort: str) -> tuple[str, ...]:
    """Our columns by what stands over them, in whichever language a workbook was taken; "" for another column."""
    known, ours = _everywhere("header"), columns_of(sort)
    codes = (known.get(fold(each), "") for each in words)
    return tuple(code if code in ours else "" for code in codes)


def verdict_in(cell: str, sort: str) -> str:
    """The code of an answer, said in any language; a word that is none comes back as it is."""
    return _everywhere(sort).get(fold(cell), cell)


def terms_in(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells with terms as codes; a word that is no term stays as it is."""
    return {
        column: _everywhere(column).get(fold(cell), cell) if column in TERMS else cell for column, cell in cells.items()
    }


@cache
def _everywhere(what: str) -> Mapping[str, str]:
    """Codes by themselves and by their words in every language of the pages."""
    labels = {**TERMS, NEEDS: VERDICT, SUPPORT: VERDICT_OF_SUPPORT, "header": HEADER}[what]
    found = {fold(code): code for code in labels}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {fold(str(words)): code for code, words in labels.items()}
    return found
