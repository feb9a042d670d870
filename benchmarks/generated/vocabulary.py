"""The words of invented texts, each drawn as often as the shipped tables say that texts hold it.

A class c of `terms.tsv` means: one text in 2 ** c holds the word. The weights of all concepts add up to 51, about the
number of words with content in a text of ninety.
"""

from functools import cache

from benchmarks.generated.drawing import Weighted

from egnatia.language import fold, stem
from egnatia.language.lexicon import entries, telling_weights
from egnatia.language.tables import rows
from egnatia.language.terms import weights

LEAST_OF_NAME, SHORTEST_NAME = 10, 5  # class and letters from which a word beyond the lexicon passes for a name
LEAST_OF_TOPIC = 6.0  # … and a concept can be what an activity is about
OTHERS = ("sq", "hbs", "mk", "bg", "ro", "el", "tr", "sl")  # languages beside English


@cache
def concepts() -> Weighted[int]:
    """Positions of the lexicon's rows, as often as texts hold them."""
    return Weighted({position: 2.0**-rarity for position, rarity in enumerate(_classes())})


@cache
def topics() -> Weighted[int]:
    """What activities are about: telling concepts more evenly than words, since a title says what is special."""
    return Weighted({p: 2.0 ** (-rarity / 2) for p, rarity in enumerate(_classes()) if rarity >= LEAST_OF_TOPIC})


@cache
def name_words() -> Weighted[str]:
    """Rare stems of the table of words that no concept of the lexicon covers: names of programmes, loan words."""
    covered = {stem(fold(word)) for terms in entries("en") for term in terms for word in term.split()}
    rare = {s: c for s, c in weights().items() if c >= LEAST_OF_NAME and len(s) >= SHORTEST_NAME and s not in covered}
    return Weighted({s.capitalize(): 2.0**-c for s, c in sorted(rare.items())})


@cache
def small_words(language: str) -> tuple[str, ...]:
    """Words without content."""
    found = [word for code, words in rows("stopwords.tsv") if code == language for word in words.split()]
    return tuple(found)


def _classes() -> list[float]:
    """The class of each concept's head; the telling weights begin at the commonest."""
    least = min(telling_weights())
    return [weight - least for weight in telling_weights()]
