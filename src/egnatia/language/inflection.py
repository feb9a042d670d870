"""Names of economies as a sentence needs them: "Montenegro", but "u Crnoj Gori" and "potrebe Crne Gore".

And back: the names that a declined form of a place may be of.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache

from egnatia.language.script import to_latin
from egnatia.language.tables import rows
from egnatia.language.variants import VARIANTS, in_variant

SHORTEST = 3  # letters of a root
_ENDINGS = {  # of declined forms, and of the names that they are declined from; spelled as `spelled` does
    "slavic": ("a u e i o om em iem ima ama og oga ome omu oi im ih ah iu ov aca", " a o e i ia ie"),
    "sq": ("i it in n u ut un a es en s t e ia ise ine se ne ve", " e a i"),
    "ro": ("ul ului lui lor ilor ei iei a i ii", " a i u e ea"),
    "el": ("is i as a os o u on es eos oi us ion iu", " i a os as o is es oi on ion ia us"),
}
_FAMILIES = {"hbs": "slavic", "mk": "slavic", "bg": "slavic", "sl": "slavic", "sq": "sq", "ro": "ro", "el": "el"}


class Case(StrEnum):
    """What a sentence says of an economy. A language that has no such form uses the name as it is."""

    IN = "in"  # with the preposition, where the language has one of its own: "në Shqipëri"
    OF = "of"
    FOR = "for"


# A name outside the table, of a forum with names of its own, stands in the nominative after its noun.
_BESIDE = {
    ("sq", Case.IN): "në ekonominë {}",
    ("sq", Case.OF): "ekonomisë {}",
    ("sq", Case.FOR): "ekonominë {}",
    ("sr", Case.IN): "у економији {}",
    ("sr", Case.OF): "економије {}",
    ("sr", Case.FOR): "економију {}",
}


def inflected(name: str, case: Case, language: str) -> str:
    """The form of an economy's name; `language` as Django writes it. Where we know none, the name as it is."""
    forms = _forms(language)
    if name in forms:
        return forms[name][case]
    base = "sr" if language in VARIANTS else language.partition("-")[0]
    return _written(_BESIDE.get((base, case), "{}"), language).format(name)


def _written(text: str, language: str) -> str:
    """Serbian as a variant of it writes it; another language as it is."""
    if language in VARIANTS:
        return in_variant(text, language)
    return to_latin(text) if language.endswith("-latn") else text


@cache
def _forms(language: str) -> dict[str, dict[Case, str]]:
    base = "sr" if language in VARIANTS else language.partition("-")[0]
    known = ([_written(each, language) for each in row[1:]] for row in rows("inflected.tsv") if row[0] == base)
    return {name: dict(zip(Case, forms, strict=True)) for name, *forms in known}


@lru_cache(maxsize=1 << 15)
def nominatives(word: str, language: str) -> frozenset[str]:
    """Names of which `word` may be a declined form in a text of this language; both spelled as `spelled` does."""
    family = _FAMILIES.get(language, "")
    if not family:
        return frozenset()
    endings, nominatives = _ENDINGS[family]
    found: set[str] = set()
    for ending in endings.split():
        root = word.removesuffix(ending)
        if root != word and len(root) >= SHORTEST:
            found.update(root + final for final in nominatives.split(" "))
            if family in ("slavic", "sq"):
                found.update(_with_vowel(root))
            if family == "slavic" and ending == "i" and root[-1] in "czs":
                found.add(root[:-1] + {"c": "k", "z": "g", "s": "h"}[root[-1]] + "a")
    if family == "slavic" and word.endswith("aca"):
        found.add(word[:-3] + "ci")
    return frozenset(found)


def _with_vowel(root: str) -> Iterator[str]:
    """Leskovc- is of Leskovac, Shkodr- of Shkodër, Šapc- of Šabac."""
    if root[-1] not in "aeiou" and root[-2] not in "aeiou":
        stem = f"{root[:-2]}b" if root.endswith("pc") else root[:-1]
        yield from (stem + vowel + root[-1] for vowel in "ae")
