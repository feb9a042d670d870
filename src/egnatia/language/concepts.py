"""Concepts of a text in the languages of the region, from a compact lexicon: prison, training, firearms …"""

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from egnatia.language.script import fold
from egnatia.language.tables import rows
from egnatia.language.words import folded_words, words

LANGUAGES = ("en", "sq", "hbs", "mk", "bg", "ro", "el", "tr", "sl")
ONE_LANGUAGE = {"bs": "hbs", "hr": "hbs", "sr": "hbs", "cnr": "hbs", "me": "hbs", "sh": "hbs"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in a row that express a concept; a part that ends in * stands for all words that begin with it."""

    concept: str
    lang: str
    parts: tuple[str, ...]

    def fits(self, found: tuple[str, ...]) -> bool:
        return len(found) == len(self.parts) and all(map(_fits, self.parts, found))


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


@cache
def telling() -> frozenset[str]:
    """The concepts that are specific enough to connect two activities by themselves."""
    return frozenset(row[0] for row in _lexicon() if row[1] == "1")


@cache
def _lexicon() -> tuple[list[str], ...]:
    return tuple(rows("concepts.tsv"))[1:]


@cache
def _patterns() -> dict[str, tuple[Pattern, ...]]:
    """Patterns by the first two letters of their first word."""
    found: dict[str, tuple[Pattern, ...]] = {}
    for row in _lexicon():
        for lang, cell in zip(LANGUAGES, row[2:], strict=True):
            for written in cell.split(", "):
                parts = tuple(fold(written).split())
                found[parts[0][:2]] = (*found.get(parts[0][:2], ()), Pattern(row[0], lang, parts))
    return found


@lru_cache(maxsize=1 << 19)
def _starting_with(word: str, lang: str) -> tuple[Pattern, ...]:
    return tuple(p for p in _patterns().get(word[:2], ()) if lang in ("", p.lang) and _fits(p.parts[0], word))


def language_group(lang: str) -> str:
    """The language that texts are compared in: "hbs" for bs, hr, sr and cnr, else the language's own code."""
    short = lang.lower().replace("_", "-").split("-")[0]
    return ONE_LANGUAGE.get(short, short)


def concepts_of(folded: list[str], lang: str = "") -> Counter[str]:
    """Concept -> how often it occurs among folded words. See `concepts`."""
    group = language_group(lang)
    found: Counter[str] = Counter()
    for position, word in enumerate(folded):
        for pattern in _candidates(word, group):
            if pattern.fits(tuple(folded[position : position + len(pattern.parts)])):
                found[pattern.concept] += 1
    return found


@lru_cache(maxsize=1 << 19)
def _candidates(word: str, group: str) -> tuple[Pattern, ...]:
    """English is read everywhere: project texts borrow its words. One pattern per concept and form of words."""
    patterns = _starting_with(word, group)
    if group and group != "en":
        patterns += _starting_with(word, "en")
    return tuple({(p.concept, p.parts): p for p in patterns}.values())


def concepts(text: str, lang: str = "") -> Counter[str]:
    """Concept -> how often `text` expresses it. Without a language, the patterns of all languages are tried;
    of a language outside the lexicon only English loans are read."""
    return concepts_of(folded_words(text), lang)


def concept_words(text: str, lang: str = "") -> dict[str, str]:
    """Concept -> the first words of `text` that express it, as written."""
    found: dict[str, str] = {}
    row = list(words(text))
    group = language_group(lang)
    for position, word in enumerate(row):
        for pattern in _candidates(word.folded, group):
            span = row[position : position + len(pattern.parts)]
            if pattern.fits(tuple(w.folded for w in span)):
                found.setdefault(pattern.concept, " ".join(w.written for w in span))
    return found
