"""What the tables of the lexicon say. A row: the concept (its English head word), a tab, its terms parted by "; "."""

import re
from functools import cache

from egnatia.language.script import fold
from egnatia.language.tables import rows
from egnatia.language.terms import weight
from egnatia.language.words import stem

LEAST = 18  # every concept says something: a common one half as much as the rarest
MOST = 13  # the rarest class of the shipped table of words
AMBIGUITY = 0.65  # a word of n concepts gives each of them n ** -0.65; chosen as the constants of `vectors`
# What English derives words with: secure, security; educate, educator, education.
_DERIVED = re.compile(
    r"(?<=.{4})(?:ization|isation|ational|ation|ition|ities|ity|ments?|ness|ings?|ized?|ised?|ions?|ives?|ances?|ences?"
    r"|ables?|ibles?|ally|ly|als?|ers?|ors?|ous|ed|es|ic|ist|y|e|s)$"
)


@cache
def entries(language: str) -> tuple[tuple[str, ...], ...]:
    """The terms of each concept in `language`, in the order of `names`."""
    return tuple(tuple(terms.split("; ")) for terms in _written(language))


def terms_of(concept: int, language: str) -> list[str]:
    """Those of one concept: to part those of all takes longer than to read them."""
    return _written(language)[concept].split("; ")


@cache
def _written(language: str) -> tuple[str, ...]:
    return tuple([terms for _, terms in rows(f"lexicon/{language}.tsv")])


@cache
def names() -> tuple[str, ...]:
    """All concepts, by their English head words."""
    return tuple(name for name, _ in rows("lexicon/en.tsv"))


@cache
def positions() -> dict[str, int]:
    """Concept -> its position in `names`."""
    return {name: position for position, name in enumerate(names())}


@cache
def silent(language: str) -> frozenset[str]:
    """Folded words of `language` that stand for no concept, though a dictionary may make something of them: of the
    Serbian "je" (is) pulse and ridge, of the Romanian "era" (was) an era."""
    return frozenset(
        fold(word) for code, words in rows("lexicon/silent.tsv") if code == language for word in words.split()
    )


@cache
def telling_weights() -> tuple[float, ...]:
    """How telling each concept is, 18 to 31, from the shipped table of words; a phrase is as telling as its words are
    together."""
    return tuple(float(LEAST + min(MOST, sum(map(_class, name.split())))) for name in names())


def _class(word: str) -> int:
    return weight(stem(fold(word)))


@cache
def where() -> frozenset[int]:
    """Concepts that name a place, a people, an organisation or a day of the calendar: "Croatian", but not "FATF"."""
    listed = frozenset(name for (name,) in rows("lexicon/where.tsv"))
    return frozenset(at for at, name in enumerate(names()) if name in listed or _is_name(name))


def _is_name(head: str) -> bool:
    return head[0].isupper() and " " not in head and head != head.upper()


@cache
def families() -> tuple[int, ...]:
    """A number for each concept, the same for heads that are derived from one word: secure, security."""
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(_root(name), len(numbers)) for name in names())


def _root(name: str) -> str:
    """A head word without its endings; a phrase is a family of its own."""
    whole, root = "", fold(name)
    while " " not in name and whole != root:
        whole, root = root, _DERIVED.sub("", root)
    return root
