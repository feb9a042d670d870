"""The forms under which a word can be looked up: as written, and its lemma where a dictionary knows one."""

from functools import cache, lru_cache

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from egnatia.language.concepts import LANGUAGES
from egnatia.language.script import fold_word, to_latin


@lru_cache(maxsize=1 << 17)
def forms(written: str, language: str) -> tuple[str, ...]:
    """Folded, each once: the word, its lemma, and its lemma as it reads without the capital of a sentence's begin.

    Of Serbian in Cyrillic that of its Latin form, so that both scripts are read alike.
    """
    found = [fold_word(written)]
    if language in LANGUAGES:
        known = to_latin(written) if language == "hbs" else written
        found += [fold_word(lemmatizer().lemmatize(each, language)) for each in dict.fromkeys((known, known.lower()))]
    return tuple(dict.fromkeys(found))


@cache
def lemmatizer() -> Lemmatizer:
    """Its dictionaries stay: of the usual eight in memory one of our nine would always be read again."""
    kept = DefaultDictionaryFactory(cache_max_size=len(LANGUAGES))
    return Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=False, dictionary_factory=kept))
