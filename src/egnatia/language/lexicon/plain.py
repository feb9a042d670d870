"""Which of the concepts that a word may express it says most plainly: those whose usual term it is."""

from collections.abc import Collection, Iterable
from functools import lru_cache

from egnatia.language.concepts import listed
from egnatia.language.lemmas import forms
from egnatia.language.lexicon.lookup import read_as
from egnatia.language.lexicon.sides import core, without_particles
from egnatia.language.lexicon.tables import names, telling_weights, terms_of
from egnatia.language.words import WORD

Said = tuple[str, str]  # a word or a term as written, and its language


def plainest(candidates: Collection[int], said: Iterable[Said]) -> int:
    """Of the concepts that all of `said` may express the one that they are the usual words for: of "mladih" youth or
    young, whose usual term it is, and not nascent, which is said so too.

    Of several the one that the compact lexicon has too, then the commoner one, then the one with fewer terms.
    """
    if len(candidates) == 1:  # as most often, and its terms need not be read
        return next(iter(candidates))
    every = [(written, read_as(language)) for written, language in said]

    def order(concept: int) -> tuple[int, bool, float, int, int]:
        place = sum(_place(concept, *each) for each in every)
        terms = sum(len(terms_of(concept, language)) for _, language in every)
        return place, names()[concept] not in listed(), telling_weights()[concept], terms, concept

    return min(candidates, key=order)


@lru_cache(maxsize=1 << 14)
def _place(concept: int, written: str, language: str) -> int:
    """Where `written` stands among the terms of a concept, 0 for the usual one; their number where it is none."""
    terms, known = terms_of(concept, language), _known_as(written, language)
    return next((at for at, term in enumerate(terms) if known & _known_as(term, language)), len(terms))


@lru_cache(maxsize=1 << 14)
def _known_as(written: str, language: str) -> frozenset[str]:
    """The forms of a word under which it can be looked up; of several words what is left of them."""
    row = without_particles(WORD.findall(written), language)
    return frozenset(forms(row[0], language) if len(row) == 1 else [" ".join(map(core, row))])
