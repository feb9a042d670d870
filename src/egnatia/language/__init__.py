"""Texts of the region made comparable: scripts, words, term weights, concepts, names of economies."""

from egnatia.language.concepts import concept_words, concepts, concepts_in, concepts_of, language_group, telling
from egnatia.language.economies import economy_code, is_economy, names_of
from egnatia.language.inflection import Case, inflected, nominatives
from egnatia.language.script import fold, spelled, to_latin
from egnatia.language.terms import RARE, UNLISTED, weight
from egnatia.language.words import Remembered, Word, folded_words, ngrams, stem, words

__all__ = [
    "RARE",
    "UNLISTED",
    "Case",
    "Remembered",
    "Word",
    "concept_words",
    "concepts",
    "concepts_in",
    "concepts_of",
    "economy_code",
    "fold",
    "folded_words",
    "inflected",
    "is_economy",
    "language_group",
    "names_of",
    "ngrams",
    "nominatives",
    "spelled",
    "stem",
    "telling",
    "to_latin",
    "weight",
    "words",
]
