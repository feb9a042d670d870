"""Concepts of a text in the languages of the region, from a compact lexicon: prison, training, firearms …"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from egnatia.language.script import fold
from egnatia.language.tables import rows
from egnatia.language.words import Remembered, folded_words, words

LANGUAGES = ("en", "sq", "hbs", "mk", "bg", "ro", "el", "tr", "sl")
ONE_LANGUAGE = {"bs": "hbs", "hr": "hbs", "sr": "hbs", "cnr": "hbs", "me": "hbs", "sh": "hbs"}
REGIONAL = {  # with a script or an economy, as sources write them
    "en": ("en-gb", "en-us"),
    "sq": ("sq-al", "sq-mk", "sq-xk"),
    "hbs": ("bs-ba", "hr-hr", "sr-cyrl", "sr-latn", "sr-me", "sr-rs"),
    "mk": ("mk-mk",),
    "bg": ("bg-bg",),
    "ro": ("ro-md", "ro-ro"),
    "el": ("el-cy", "el-gr"),
    "tr": ("tr-tr",),
    "sl": ("sl-si",),
}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words in a row that express a concept; a part that ends in * stands for all words that begin with it."""

    concept: str
    lang: str
    parts: tuple[str, ...]
    place: int  # in the lexicon: patterns are tried in this order

    def goes_on(self, found: Sequence[str]) -> bool:
        """Whether `found`, which begin with a word that the first part fits, are all that the pattern asks for."""
        return len(found) == len(self.parts) and all(map(_fits, self.parts, found))


def _fits(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part


class Parts:
    """Parts of patterns, looked up by the words that fit them."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known
        self._beginnings = frozenset(part[:-1] for part in known if part.endswith("*"))
        self._shortest, self._longest = min(map(len, self._beginnings)), max(map(len, self._beginnings))
        self._heads = frozenset(beginning[: self._shortest] for beginning in self._beginnings)

    def fitted(self, word: str) -> list[str]:
        """Those that a folded word fits; few words begin as any of them does."""
        found = [word] if word in self.known else []
        if word[: self._shortest] in self._heads:
            lengths = range(self._shortest, min(len(word), self._longest) + 1)
            found += [f"{word[:length]}*" for length in lengths if word[:length] in self._beginnings]
        return found


@cache
def telling() -> frozenset[str]:
    """The concepts that are specific enough to connect two activities by themselves."""
    return frozenset(row[0] for row in _lexicon() if row[1] == "1")


@cache
def listed() -> frozenset[str]:
    """All concepts of this compact lexicon: they have a name in every language of the interface."""
    return frozenset(row[0] for row in _lexicon())


@cache
def _lexicon() -> tuple[list[str], ...]:
    return tuple(rows("concepts.tsv"))[1:]


@cache
def _patterns() -> dict[str, tuple[Pattern, ...]]:
    """Patterns by their first part, the * included."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    for place, (concept, lang, written) in enumerate(_terms()):
        parts = tuple(fold(written).split())
        found[parts[0]].append(Pattern(concept, lang, parts, place))
    return {first: tuple(patterns) for first, patterns in found.items()}


def _terms() -> Iterator[tuple[str, str, str]]:
    """Concept, language and a term for it."""
    for row in _lexicon():
        for lang, cell in zip(LANGUAGES, row[2:], strict=True):
            yield from ((row[0], lang, written) for written in cell.split(", "))


@cache
def _starts() -> Parts:
    return Parts(frozenset(_patterns()))


@lru_cache(maxsize=1 << 17)
def _starting_with(word: str, lang: str) -> tuple[Pattern, ...]:
    known = (pattern for part in _starts().fitted(word) for pattern in _patterns()[part])
    return tuple(sorted([each for each in known if lang in ("", each.lang)], key=lambda pattern: pattern.place))


def patterns_at(folded: Sequence[str], position: int) -> tuple[Pattern, ...]:
    """Every pattern, of whatever language, that the words from `position` on fit, in the order of the lexicon."""
    found = _starting_with(folded[position], "")
    return tuple(each for each in found if each.goes_on(folded[position : position + len(each.parts)]))


@cache
def parts_that_follow() -> Parts:
    """The second and later parts of all patterns of several words."""
    return Parts(frozenset(part for known in _patterns().values() for pattern in known for part in pattern.parts[1:]))


@cache
def patterns_of(concept: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """How each language says a concept: the parts of its patterns, by language."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for known, lang, written in _terms():
        if known == concept:
            found[lang].append(tuple(fold(written).split()))
    return {lang: tuple(patterns) for lang, patterns in found.items()}


def codes_of(group: str) -> tuple[str, ...]:
    """The codes under which texts of a language group are stored: of "hbs" those of four languages, in both scripts."""
    return tuple(sorted({group, *(code for code, known in ONE_LANGUAGE.items() if known == group), *REGIONAL[group]}))


@lru_cache(maxsize=1 << 8)
def language_group(lang: str) -> str:
    """The language that texts are compared in: "hbs" for bs, hr, sr and cnr, else the language's own code."""
    short = lang.lower().replace("_", "-").split("-")[0]
    return ONE_LANGUAGE.get(short, short)


def concepts_of(folded: list[str], lang: str = "") -> Counter[str]:
    """Concept -> how often it occurs among folded words. See `concepts`."""
    return Counter(concepts_in(folded, lang))


def concepts_in(folded: list[str], lang: str) -> Iterator[str]:
    """The concepts of folded words, each as often as it occurs, in order."""
    for position, patterns in enumerate(map(beginning_with(language_group(lang)).__getitem__, folded)):
        for pattern in patterns:
            length = len(pattern.parts)
            if length == 1 or pattern.goes_on(folded[position : position + length]):
                yield pattern.concept


@lru_cache(maxsize=1 << 8)
def beginning_with(group: str) -> Remembered[str, tuple[Pattern, ...]]:
    """The patterns that a word may begin in a text of a language group, by the word, folded."""
    return Remembered(partial(_beginning_with, group=group), most=1 << 17)


def _beginning_with(word: str, group: str) -> tuple[Pattern, ...]:
    """English is read everywhere: project texts borrow its words. One pattern per concept and form of words."""
    if not _starts().fitted(word):
        return ()
    patterns = (*_starting_with(word, group), *_starting_with(word, "en"))
    return tuple({(p.concept, p.parts): p for p in patterns}.values())


def concepts(text: str, lang: str = "") -> Counter[str]:
    """Concept -> how often `text` expresses it. Without a language, the patterns of all languages are tried;
    of a language outside the lexicon only English loans are read."""
    return concepts_of(folded_words(text), lang)


def concept_words(text: str, lang: str = "", wanted: Collection[str] | None = None) -> dict[str, str]:
    """Concept -> the first words of `text` that express it, as written; of all concepts, or of those `wanted`."""
    found: dict[str, str] = {}
    row, asked = words(text), listed() if wanted is None else wanted
    known = map(beginning_with(language_group(lang)).__getitem__, [word.folded for word in row])
    for position, patterns in enumerate(known):
        for pattern in patterns:
            if pattern.concept in asked and pattern.concept not in found:
                span = row[position : position + len(pattern.parts)]
                if pattern.goes_on([word.folded for word in span]):
                    found[pattern.concept] = " ".join([word.written for word in span])
    return found
