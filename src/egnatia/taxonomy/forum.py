"""How the forum at hand names things: economies, their labels and order, the collective noun, the footnote."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.utils.translation import get_language

from egnatia.kernel.models import Community, Economy, Forum
from egnatia.kernel.records.content import UNKNOWN
from egnatia.kernel.request_cache import once_per_request
from egnatia.language import Case, inflected, to_latin
from egnatia.language.tables import rows
from egnatia.language.variants import VARIANTS, in_variant

DEFAULT_FORUM = "main"
SHIPPED_LANGUAGES = ("bg", "ro", "el", "tr", "sl")  # the columns of shipped_labels.tsv
_ASTERISK = re.compile(r"\w\*")


@dataclass(frozen=True, slots=True)
class EconomyName:
    """An economy as this forum shows it. `footnoted`: wherever it stands, the forum's footnote stands once below."""

    code: str
    label: str
    name: str
    footnoted: bool
    iati_code: str

    @property
    def inside(self) -> str:
        """The name after "in", in the reader's language: where a language inflects, with its preposition."""
        return in_case(self.name, Case.IN)

    @property
    def of_it(self) -> str:
        """The name after "of"."""
        return in_case(self.name, Case.OF)

    @property
    def for_it(self) -> str:
        """The name after "for"."""
        return in_case(self.name, Case.FOR)


@dataclass(frozen=True, slots=True)
class ForumNames:
    name: str
    collective: str
    footnote: str
    economies: tuple[EconomyName, ...]
    working_days_of_silence: int

    @property
    def codes(self) -> frozenset[str]:
        """Of its economies."""
        return frozenset(economy.code for economy in self.economies)

    def economy(self, code: str) -> EconomyName | None:
        """The economy with this code, or None for one outside the region."""
        return next((economy for economy in self.economies if economy.code == code), None)


def in_language(texts: dict[str, str], language: str | None = None) -> str:
    """The text in the language asked for (the reader's by default), else its base language, English, or any.

    Serbian in Latin letters follows from the Cyrillic where it is not written by itself, and so do its variants.
    """
    wanted = language or get_language() or "en"
    if wanted in VARIANTS and texts.get("sr") and not texts.get(wanted):
        return in_variant(texts["sr"], wanted)
    return told_in_language(texts, wanted)[0]


def told_in_language(texts: dict[str, str], language: str | None = None) -> tuple[str, str]:
    """The text as `in_language` gives it, and the language that it is in: "" where nobody said it.

    What people wrote in Serbian is shown to those who read a variant of it in Latin letters, but with their own words.
    """
    wanted = language or get_language() or "en"
    base, _, script = wanted.partition("-")
    if texts.get(wanted):
        return texts[wanted], wanted
    if wanted in VARIANTS and texts.get("sr"):
        return to_latin(texts["sr"]), "sr-latn"
    if texts.get(base):
        return (to_latin(texts[base]), wanted) if script == "latn" else (texts[base], base)
    lang = "en" if texts.get("en") else next(iter(texts), "")
    return texts.get(lang, ""), "" if lang == "und" else lang


def shipped_in_language(texts: dict[str, str]) -> str:
    """As `in_language`; our own translation where the reader's is missing, while the English is as shipped."""
    language = get_language() or "en"
    said = _shipped().get((language, texts.get("en", ""))) if not texts.get(language) else None
    return said or in_language(texts)


@cache
def _shipped() -> dict[tuple[str, str], str]:
    table = rows("shipped_labels.tsv", "egnatia.taxonomy")
    return {
        (code, english): said
        for english, *labels in table
        for code, said in zip(SHIPPED_LANGUAGES, labels, strict=True)
    }


class ToldText(NamedTuple):
    """A text as a reader is shown it. `original`: the language of the original where this is a translation of it."""

    text: str
    lang: str
    original: str = ""


def told(texts: Mapping[str, str], text: str, lang: str) -> ToldText:
    """The translation into the reader's language where one is stored in `texts`, else the original: `text` in `lang`.

    It is of the same record as the original: whoever may read that may read this. Serbian is in the reader's script.
    """
    wanted = get_language() or "en"
    base = wanted.partition("-")[0]
    base = "sr" if base in VARIANTS and not texts.get(base) else base
    if lang.partition("-")[0] == base or not any(texts.get(code) for code in (base, wanted)):
        other_script = lang == base == "sr" and wanted != lang
        return ToldText(to_latin(text), "sr-latn") if other_script else ToldText(text, lang)
    return ToldText(*told_in_language(dict(texts)), lang or UNKNOWN)


def shows_asterisk(text: str) -> bool:
    """Whether a text names something that the forum's footnote explains: a file or letter then says it once."""
    return _ASTERISK.search(text) is not None


def in_case(name: str, case: Case) -> str:
    """An economy's name in the reader's language as a sentence needs it there."""
    return inflected(name, case, get_language() or "en")


@once_per_request
def stored_forum(slug: str) -> Forum:
    """The settings of one forum in every language; unsaved defaults where nobody has saved any."""
    return Forum.objects.filter(slug=slug).first() or Forum(slug=slug)


@once_per_request
def forum(slug: str = DEFAULT_FORUM) -> ForumNames:
    """The names of one forum in the reader's language: two queries."""
    settings = stored_forum(slug)
    known = {economy.code: economy for economy in Economy.objects.all()}
    own: dict[str, dict[str, Any]] = {entry["code"]: entry for entry in settings.economies}
    ordered = [code for code in own if code in known] + [code for code in known if code not in own]
    return ForumNames(
        name=in_language(settings.names),
        collective=in_language(settings.collective),
        footnote=shipped_in_language(settings.footnote),
        economies=tuple(_economy(known[code], own.get(code, {})) for code in ordered),
        working_days_of_silence=settings.working_days_of_silence,
    )


def _economy(economy: Economy, own: dict[str, Any]) -> EconomyName:
    return EconomyName(
        code=economy.code,
        label=own.get("label") or economy.label,
        name=shipped_in_language(own.get("names") or economy.names),
        footnoted=economy.footnoted,
        iati_code=economy.iati_code,
    )


@once_per_request
def community_names() -> Mapping[str, str]:
    """The names of all communities: that they exist is known to every member, who sits in them is not."""
    return {community.slug: in_language(community.names) for community in Community.objects.all()}
