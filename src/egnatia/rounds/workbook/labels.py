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
    "words": _("Original text"),
    "last": _("Last reply"),
    "answer": _("Reply"),
    "note": _("Note"),
    "priority": _("Priority"),
    "nature": _("Nature"),
    "perspective": _("Perspective"),
    "language": _("Language"),
    "words_en": _("English translation"),
    "source": _("Source document"),
    "page": _("Page"),
    "standing": _("Confirmation"),
    "marking": _("Visible to"),
    "title": _("Title"),
    "status": _("Status"),
    "start": _("Start date"),
    "end": _("End date"),
    "economies": _("Economies"),
    "participant": _("Participant"),
    "version": _("Version"),
    "number": _("Version of the reply"),
}
TERMS: Mapping[str, Labels] = {
    "priority": needs.PRIORITY,
    "nature": needs.NATURE,
    "perspective": needs.PERSPECTIVE,
}
# What stood there until November 2026, in English, Albanian, Serbian and Macedonian: a workbook that was downloaded
# before still comes back.
FORMER: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "header": {
        "record": ("Ознака",),
        "words": ("Own words", "Fjalët e veta", "Сопствене речи", "Сопствени зборови"),
        "last": ("Last answer",),
        "answer": ("Answer", "Përgjigjja"),
        "words_en": ("The same in English", "E njëjta në anglisht", "Исто на енглеском", "Истото на англиски"),
        "nature": ("Природа",),
        "standing": ("Confirmed", "Konfirmuar", "Потврђено", "Потврдено"),
        "marking": ("Who sees it", "Kush e sheh", "Ко ово види", "Кој го гледа ова"),
        "start": ("Beginning", "Fillimi", "Почетак", "Почеток"),
        "end": ("End", "Mbarimi", "Крај"),
        "number": ("Version of the answer",),
    },
    NEEDS: {"true": ("ende e vërtetë",)},
    SUPPORT: {"true": ("ende e vërtetë",), "done": ("finished", "përfundoi", "завршено"), "gone": ("повлечено",)},
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
    """Codes by themselves, by the words they had and by their words in every language of the pages."""
    labels = {**TERMS, NEEDS: VERDICT, SUPPORT: VERDICT_OF_SUPPORT, "header": HEADER}[what]
    found = {fold(words): code for code, former in FORMER.get(what, {}).items() for words in former}
    found |= {fold(code): code for code in labels}
    for language, _name in settings.LANGUAGES_OF_MEMBERS:
        with translation.override(language):
            found |= {fold(str(words)): code for code, words in labels.items()}
    return found
