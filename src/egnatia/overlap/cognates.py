"""Words that mean one thing in forms, spellings and scripts that differ: of titles, and names in whole texts.

Everything is read of one text at a time and kept by it, for a text is compared with hundreds of others.
"""

import math
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice

from egnatia.language import RARE, economy_code, fold, language_group, stem, weight, words
from egnatia.language.concepts import LANGUAGES
from egnatia.language.identify import identify
from egnatia.language.lexicon import names as heads
from egnatia.language.lexicon import of_word, where
from egnatia.language.lexicon.tables import terms_of
from egnatia.language.tables import rows
from egnatia.overlap.activity import Text
from egnatia.overlap.concepts import beginning
from egnatia.overlap.organisations.economies import economy_of
from egnatia.overlap.titles import terms_of as weighted

SHORTEST = 4  # letters of a name, and of a word that is compared by how it is spelled
LONGEST_KEY = 5  # letters that forms and spellings of one word begin with
ALIKE = 0.5  # trigrams that they share at least
OF_A_COGNATE = 0.8  # what a word counts that stands in another form on the other side
WORDS_READ = 120  # of a text, for names
_VOWELS = frozenset("aeiou")
# One letter for those by which languages write one sound: "radicalisation", "radikalizacija".
_SOUNDS = str.maketrans({"c": "k", "q": "k", "w": "v", "y": "i", "j": "i", "z": "s"})

Grams = frozenset[str]


@dataclass(frozen=True, slots=True)
class Wording:
    """A folded title as it is compared: its words without those of economies, by stem and by spelling."""

    terms: dict[str, int]  # stem -> weight
    spelled: dict[str, tuple[str, ...]]  # how stems begin -> these
    grams: Grams  # of the whole
    weight: int
    squares: int


@lru_cache(maxsize=1 << 15)
def wording(plain: str) -> Wording:
    """The wording of `Title.plain`."""
    terms = {each: weighs for each, weighs in weighted(plain.split()).items() if each not in economy_stems()}
    spelled: dict[str, list[str]] = defaultdict(list)
    for each in sorted(terms, key=lambda each: (-terms[each], each)):
        if len(each) >= SHORTEST:
            spelled[key_of(each)].append(each)
    found = {key: tuple(stems) for key, stems in spelled.items()}
    return Wording(terms, found, grams(plain), sum(terms.values()), sum(weighs * weighs for weighs in terms.values()))


def in_words(one: Wording, other: Wording) -> float:
    """0..1: how much of the weight of both is shared, a word in another form or spelling counted in part."""
    if not one.squares or not other.squares:
        return 0.0
    same = one.terms.keys() & other.terms.keys()
    shared = float(sum([one.terms[each] ** 2 for each in same]))
    for key in one.spelled.keys() & other.spelled.keys():
        left = [each for each in one.spelled[key] if each not in same]
        right = [each for each in other.spelled[key] if each not in same]
        for mine, theirs in zip(left, right, strict=False):
            if are_cognates(mine, theirs):
                shared += OF_A_COGNATE * one.terms[mine] * other.terms[theirs]
    return min(1.0, shared / math.sqrt(one.squares * other.squares))


def in_spelling(one: Wording, other: Wording) -> float:
    """0..1: the share of trigrams in common (Dice)."""
    return dice(one.grams, other.grams)


@lru_cache(maxsize=1 << 16)
def skeleton(folded: str) -> str:
    """A folded word with one letter for each sound and no doubled ones."""
    row = folded.replace("ph", "f").replace("x", "ks").translate(_SOUNDS)
    return "".join(letter for at, letter in enumerate(row) if not at or letter != row[at - 1])


def key_of(folded: str) -> str:
    """What all forms and spellings of a word have in common."""
    return skeleton(folded)[:LONGEST_KEY]


@lru_cache(maxsize=1 << 16)
def are_cognates(left: str, right: str) -> bool:
    """Whether two folded words that begin alike may be forms or spellings of one."""
    one, other = skeleton(left), skeleton(right)
    return one == other or dice(grams(one), grams(other)) >= ALIKE


def grams(plain: str) -> Grams:
    """The character trigrams of a folded text, its ends marked."""
    padded = f" {plain} "
    return frozenset([padded[at : at + 3] for at in range(len(padded) - 2)])


def dice(one: Grams, other: Grams) -> float:
    """Members in both, out of the mean of their numbers."""
    return 2 * len(one & other) / (len(one) + len(other))


Names = dict[str, tuple[str, str]]  # how it begins -> the name, folded and as written


@lru_cache(maxsize=1 << 15)
def names_in(text: Text) -> Names:
    """The names in a text: rare words that the lexicon does not know, in running text those with a capital only.

    No word of an economy's name, nor an adjective of it; none in texts of a language that the lexicon lacks, unless
    capitals tell names from other words.
    """
    read = beginning(text.text)
    language = language_group(text.lang) if text.lang else identify(read)
    row = list(islice(words(read), WORDS_READ))
    running = any(word.written[:1].islower() and len(word.written) > SHORTEST for word in row)
    if not running and language not in LANGUAGES:
        return {}
    found: Names = {}
    for word in row:
        if running and not word.written[:1].isupper():
            continue
        if is_name(word.folded, word.written, language):
            found.setdefault(key_of(word.folded), (word.folded, word.written))
    return found


def is_name(folded: str, written: str, language: str) -> bool:
    """Whether a word is a rare one that means nothing by the lexicon and belongs to no economy."""
    if len(folded) < SHORTEST or not folded.isalpha() or weight(stem(folded)) < RARE or stem(folded) in economy_stems():
        return False
    if _VOWELS.isdisjoint(folded) or economy_code(folded) or economy_of(folded):
        return False
    return not any(of_word(form, each) for form in (written, written.lower()) for each in {language, "en"})


def shared_names(left: Names, right: Names) -> list[tuple[str, str]]:
    """Names in both, as written on each side."""
    both = ((left[key], right[key]) for key in sorted(left.keys() & right.keys()))
    return [(mine[1], theirs[1]) for mine, theirs in both if are_cognates(mine[0], theirs[0])]


@cache
def economy_stems() -> frozenset[str]:
    """Stems of the names of economies, of their adjectives and peoples, in the languages of the lexicon."""
    written = {name for _, _, names in rows("economies.tsv") for name in names.split("|")}
    written |= {name for _, names in rows("peoples.tsv", "egnatia.overlap.organisations") for name in names.split("|")}
    for concept in where():
        if economy_of(heads()[concept]):
            written |= {term for language in LANGUAGES for term in terms_of(concept, language)}
    return frozenset(stem(each) for each in map(fold, written) if each.isalpha() and len(each) >= SHORTEST)
