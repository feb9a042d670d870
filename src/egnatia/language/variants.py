"""Bosnian, Montenegrin and Croatian from Serbian: ijekavian forms, and the words that differ. Pure.

`variants.tsv` holds both, as whole words, words in a row and beginnings of words; the longest that fits is taken. Names
in a text are changed like its words, so only texts that we wrote go through this.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from egnatia.language.script import to_latin
from egnatia.language.tables import rows

VARIANTS = ("bs", "cnr", "hr")
WITH_INFINITIVE = ("bs", "hr")  # "možete vidjeti", where Serbian and Montenegrin say "možete da vidite"
_SAME = "="
_WORD = re.compile(r"([^\W\d_]+)")
_ALLOWING = (
    "mogu|može|možete|možemo|mogla|moglo|mogli|mogao|mora|morate|moraju|morali|treba|trebate|želi|želite|žele|želeli|sme|"
    "smemo|smete|smeju|počinje|počinju|prestaje|prestanete|pokušajte|počeo|počela|počeli"
)
_WITH = re.compile(r"\b([Ss])a (?=[^\W\d_])(?![sšzžSŠZŽ]|mnom\b|psi)")  # in Croatian "s" but before letters like it
_ADDED = "(?:ga|je|ih|se|ju|to|mu|im|joj|vam|vas|nam|ponovo) "
# After these short words come at once: "tko ga može vidjeti", "nije se mogao vidjeti".
_BEFORE = "(?:nije|nisu|niste|nismo|bi|biste|bismo|ko|niko|ništa|koj[aei]|gde|kada|ako|jer|dok|što|šta) "
_ALONE = "(?:i|samo|vam|vas|im|(?:više )?ništa|nešto|već sada) "
_WITH_DA = re.compile(
    rf"\b({_BEFORE})?((?:ne )?(?:{_ALLOWING})) ({_ALONE})?da ((?:{_ADDED})*)([^\W\d_]+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class VariantWords:
    """Of one variant: Serbian words, or words in a row, and beginnings of words, with what is written instead."""

    exact: dict[str, str]
    beginnings: dict[str, str]
    most: int  # words in a row

    def instead(self, word: str) -> str | None:
        """The word in this variant, in small letters; None where it is the same."""
        if word in self.exact:
            return self.exact[word]
        for length in range(len(word), 1, -1):
            if word[:length] in self.beginnings:
                return self.beginnings[word[:length]] + word[length:]
        return None


@cache
def words_of(variant: str) -> VariantWords:
    exact: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for key, *said in rows("variants.tsv"):
        if key == "da":
            continue
        instead = said[VARIANTS.index(variant)] if len(said) > 1 else said[0]
        bare = key.removesuffix("*")
        (beginnings if key.endswith("*") else exact)[bare] = bare if instead == _SAME else instead
    return VariantWords(exact, beginnings, max(key.count(" ") for key in exact) + 1)


@cache
def _infinitives() -> dict[str, str]:
    return {row[1]: row[2] for row in rows("variants.tsv") if row[0] == "da"}


@lru_cache(maxsize=1 << 12)
def in_variant(text: str, variant: str) -> str:
    """Serbian `text`, in either script, as one of `VARIANTS` writes it; capitals stay where they were."""
    text = to_latin(text)
    if variant in WITH_INFINITIVE:
        text = _WITH_DA.sub(_without_da, text)
    words, parts = words_of(variant), _WORD.split(text)
    at, written = 1, parts[:1]
    while at < len(parts):
        count, instead = _taken(words, parts, at)
        written.append(instead)
        at += 2 * count
        written.append(parts[at - 1])
    said = "".join(written)
    return _WITH.sub(r"\1 ", said) if variant == "hr" else said


def _taken(words: VariantWords, parts: list[str], at: int) -> tuple[int, str]:
    """How many words from `at` on are written otherwise together, and how. Words stand at every second place."""
    for count in range(words.most, 1, -1):
        row = parts[at : at + 2 * count - 1]
        if len(row) == 2 * count - 1 and all(gap == " " for gap in row[1::2]):
            whole = "".join(row)
            if whole.lower() in words.exact:
                return count, _in_case(words.exact[whole.lower()], whole)
    instead = words.instead(parts[at].lower())
    return 1, parts[at] if instead is None else _in_case(instead, parts[at])


def _in_case(instead: str, word: str) -> str:
    if word.isupper() and len(word) > 1:
        return instead.upper()
    return instead[:1].upper() + instead[1:] if word[:1].isupper() else instead


def _without_da(found: re.Match[str]) -> str:
    before, allowing, added, short, verb = (each or "" for each in found.groups())
    infinitive = _infinitives().get(verb.lower())
    if not infinitive:
        return found.group()
    return f"{before}{short}{allowing} {added}{infinitive}" if before else f"{allowing} {short}{added}{infinitive}"
