"""Money that several donors put into one fund or one budget: whoever pays into it meets the others there."""

from collections.abc import Iterable
from functools import cache

from egnatia.language import folded_words
from egnatia.language.tables import rows


def pooled(texts: Iterable[list[str]]) -> bool:
    """Whether one of `texts`, each as its folded words, speaks of such money."""
    terms = _terms()
    return any(
        tuple(words[at : at + len(rest)]) == rest
        for words in texts
        for at, word in enumerate(words, 1)
        if word in terms
        for rest in terms[word]
    )


@cache
def beginnings() -> frozenset[str]:
    """The first word of each term for such money."""
    return frozenset(_terms())


@cache
def _terms() -> dict[str, list[tuple[str, ...]]]:
    """The first word of each term -> how they go on."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for _language, term in rows("pooled.tsv", "egnatia.overlap"):
        first, *rest = folded_words(term)
        found.setdefault(first, []).append(tuple(rest))
    return found
