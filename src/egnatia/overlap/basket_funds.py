"""Money that several donors put into one fund or one budget: whoever pays into it meets the others there."""

from collections.abc import Iterable
from functools import cache

from egnatia.language import folded_words
from egnatia.language.tables import rows

WHOLE, FIRST, SECOND = 1, 2, 4  # as bits


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


def place_in_terms(word: str) -> int:
    """Where in a term for such money a folded word may stand: WHOLE, FIRST and SECOND, put together."""
    rests = _terms().get(word, ())
    return WHOLE * (() in rests) | FIRST * any(rests) | SECOND * (word in _second_words())


@cache
def _second_words() -> frozenset[str]:
    return frozenset(rest[0] for rests in _terms().values() for rest in rests if rest)


@cache
def _terms() -> dict[str, list[tuple[str, ...]]]:
    """The first word of each term -> how they go on."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for _language, term in rows("basket_funds.tsv", "egnatia.overlap"):
        first, *rest = folded_words(term)
        found.setdefault(first, []).append(tuple(rest))
    return found
