"""The forms under which a word can be looked up: as written, and its lemma where a dictionary knows one."""

from functools import cache, lru_cache
from unicodedata import normalize

from simplemma.strategies import DefaultStrategy

from egnatia.language.concepts import LANGUAGES
from egnatia.language.dictionaries import Dictionaries
from egnatia.language.script import fold_word, to_latin


@lru_cache(maxsize=1 << 17)
def forms(written: str, language: str) -> tuple[str, ...]:
    """Folded, each once: the word, its lemma, and its lemma as it reads without the capital of a sentence's begin.

    Of Serbian in Cyrillic that of its Latin form, so that both scripts are read alike.
    """
    own = fold_word(written)
    if language not in LANGUAGES:
        return (own,)
    known = to_latin(written) if language == "hbs" else written
    small = known.lower()
    found = _lemma(known, language)
    return tuple(dict.fromkeys((own, found, found if small == known else _lemma(small, language))))


def _lemma(word: str, language: str) -> str:
    """What a dictionary or its rules make of a word, folded; the word itself where they know nothing."""
    composed = normalize("NFC", word)  # as the dictionaries are
    return fold_word(lemmatizer().get_lemma(composed, language) or composed)


@cache
def lemmatizer() -> DefaultStrategy:
    """What simplemma looks a word up by, in the dictionaries as we keep them."""
    return DefaultStrategy(greedy=False, dictionary_factory=Dictionaries())
