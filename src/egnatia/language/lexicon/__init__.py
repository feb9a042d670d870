"""The multilingual lexicon: one concept, its terms in nine languages, each language a table that a spreadsheet opens.

Written for this project; the tables (`*.tsv`) may be used under CC BY 4.0.
"""

from egnatia.language.lexicon.lookup import (
    concepts,
    is_silent,
    of_word,
    phrases,
    read,
    spans,
    spoken,
    spoken_words,
    term,
)
from egnatia.language.lexicon.plain import plainest
from egnatia.language.lexicon.sides import Concepts, core
from egnatia.language.lexicon.tables import entries, families, names, telling_weights, where

__all__ = [
    "Concepts",
    "concepts",
    "core",
    "entries",
    "families",
    "is_silent",
    "names",
    "of_word",
    "phrases",
    "plainest",
    "read",
    "spans",
    "spoken",
    "spoken_words",
    "telling_weights",
    "term",
    "where",
]
