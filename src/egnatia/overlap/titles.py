"""Titles made comparable: the words that carry them, and the numbers that tell phases and years apart."""

import re
import sys
from dataclasses import dataclass
from functools import lru_cache

from egnatia.language import Remembered, fold, folded_words, names_of, stem, weight

_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}
_ORDINAL = {
    "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7", "eighth": "8",
    "2nd": "2", "3rd": "3", "4th": "4", "5th": "5", "two": "2", "three": "3", "four": "4", "five": "5",
}  # fmt: skip
_MARK = "addedmoney"  # stands for "additional financing", "AF" …: another project than the one before
_MORE_MONEY = re.compile(r"\badditional fina\w+|\bsupplemental\b|\bsupplementary\b|\baf\b|\badd l financing\b")
_OF_MORE_MONEY = frozenset({"additional", "supplemental", "supplementary", "af", "add"})  # how each of them begins
_NOTHING = re.compile(
    r"^(?:awaiting allocation|no title|untitled|title not|not (?:available|specified|applicable|yet)|unspecified"
    r"|tbd$|tbc$|test$|n a$|to be (?:determined|confirmed|allocated|defined))"
)
_LETTERS_OF_NOTHING = frozenset("antu")  # with which each of them begins
_IDENTIFIER = re.compile(r"\b[a-z][a-z0-9]*(?:[-/][a-z0-9]+)+\b")
DIGITS_OF_IDENTIFIER = 3
SPELLED_ALIKE = 0.55  # trigrams that two spellings of one word share at least
TELLING_WORD = 4  # class of a word that says something about the work
_FIRST = "1"  # of anything: a title that counts itself so says nothing more
_NONE: frozenset[str] = frozenset()
_DIGIT = re.compile("[0-9]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER_OF_PROJECT = re.compile(r"\b(?:(?=[a-z0-9]{6})[a-z]{1,6}\d{4,}[a-z0-9]{0,8}|(?!(?:19|20)\d{6}\b)\d{7,14})\b")


@dataclass(frozen=True, slots=True)
class Title:
    """A folded title without the names of its economies."""

    plain: str
    terms: dict[str, int]  # stem -> weight, only words with content
    numbers: frozenset[str]  # phases, parts and lots, without "1"
    years: frozenset[str]

    @property
    def weight(self) -> int:
        return sum(self.terms.values())


def terms_of(found: list[str]) -> dict[str, int]:
    """Stem -> weight of the words with content."""
    return dict(filter(None, map(TERMS.__getitem__, found)))


def _term(folded: str) -> tuple[str, int] | None:
    """The stem of a word and its weight, or nothing where it has none."""
    found = sys.intern(stem(folded))
    weighs = weight(found)
    return (found, weighs) if weighs else None


TERMS = Remembered(_term, most=1 << 17)


@lru_cache(maxsize=512)
def _words_of_economies(economies: frozenset[str]) -> frozenset[str]:
    """Words that only repeat where a project is: names and codes of its economies, if they are few."""
    few = economies if len(economies) <= 3 else frozenset()
    return frozenset(word for code in few for name in names_of(code) for word in name.split())


def title_of(text: str, economies: frozenset[str]) -> Title:
    """The comparable form of a title of an activity in `economies`; empty for "Awaiting allocation" and the like."""
    aside = _words_of_economies(economies)
    row = folded_words(text)
    if not _OF_MORE_MONEY.isdisjoint(row):
        row = _MORE_MONEY.sub(f" {_MARK} ", " ".join(row)).split()
    if row and row[0][0] in _LETTERS_OF_NOTHING and _NOTHING.match(" ".join(row)):
        row = []
    found = [w for w in row if w not in aside] or row
    numerals = list(filter(None, map(_NUMERALS.__getitem__, found)))
    return Title(
        " ".join(found),
        terms_of([w for w in found if w != _MARK]),
        frozenset([counted for counted, _ in numerals if counted]) if numerals else _NONE,
        frozenset([year for _, year in numerals if year]) if numerals else _NONE,
    )


def _numeral(word: str) -> tuple[str, str] | None:
    """What a word counts (a phase, a part, a lot; "1" says nothing) and which year it names, if it does either."""
    numeral = _ROMAN.get(word, _ORDINAL.get(word, word))
    counts = numeral == _MARK or (numeral.isdigit() and len(numeral) < 4)
    counted = numeral.lstrip("0") if counts else ""
    counted = "" if counted == _FIRST else counted
    year = numeral if _YEAR.fullmatch(numeral) else ""
    return (counted, year) if counted or year else None


_NUMERALS = Remembered(_numeral, most=1 << 17)


def project_numbers(text: str) -> frozenset[str]:
    """Words of `text` that look like the number of a project: letters and four digits or more, or seven digits."""
    if text.isascii() and not _DIGIT.search(text):
        return frozenset()
    found = frozenset().union(*map(_NUMBERS.__getitem__, text.split()))
    return found if found and any(map(str.isdigit, text)) else frozenset()


def numbers_in(piece: str) -> frozenset[str]:
    """Numbers in a piece of text without white space, of which no number has any."""
    if piece.isalpha():
        return _NONE
    folded = fold(piece)
    return numbers_of(folded) if any(map(str.isdigit, folded)) else _NONE


_NUMBERS = Remembered(numbers_in, most=1 << 18)


def numbers_of(folded: str) -> frozenset[str]:
    """The same of a folded text or identifier: "44000-p040712" holds "p040712", and whole identifiers with hyphens."""
    whole = {i for i in _IDENTIFIER.findall(folded) if sum(map(str.isdigit, i)) >= DIGITS_OF_IDENTIFIER}
    return frozenset(_NUMBER_OF_PROJECT.findall(folded)) | whole


def shared_weight(a: dict[str, int], b: dict[str, int]) -> int:
    """Sum of squared weights of the shared stems."""
    return sum([a[s] * a[s] for s in a.keys() & b.keys()])


def whole_weight(terms: dict[str, int]) -> int:
    """Sum of squared weights."""
    return sum([w * w for w in terms.values()])


def cosine(a: dict[str, int], b: dict[str, int]) -> float:
    """0..1: how much of the weight of both is shared."""
    shared = shared_weight(a, b)
    return shared / (whole_weight(a) * whole_weight(b)) ** 0.5 if shared else 0.0


@lru_cache(maxsize=1 << 12)
def _grams(plain: str) -> frozenset[tuple[str, str, str]]:
    """As `ngrams`, which takes twice as long to put each of them together."""
    padded = f" {plain} "
    return frozenset(zip(padded, padded[1:], padded[2:], strict=False))


def spelled_alike(left: str, right: str) -> float:
    """0..1: share of character trigrams in common (Dice), for typing mistakes and abbreviations."""
    one, other = _grams(left), _grams(right)
    return 2 * len(one & other) / (len(one) + len(other))


def contradict(a: Title, b: Title) -> bool:
    """Whether each says something that the other does not: "Rural Water Supply" and "Dhaka Water Supply"."""
    return _says_more(a, b) and _says_more(b, a)


def _says_more(a: Title, b: Title) -> bool:
    """Whether `a` has a telling word of which `b` has no form."""
    own = (s for s, w in a.terms.items() if w >= TELLING_WORD and s not in b.terms)
    return any(not any(_one_word(mine, other) for other in b.terms) for mine in own)


def _one_word(left: str, right: str) -> bool:
    """Whether two stems may be forms or spellings of one word."""
    length = max(3, round(0.6 * min(len(left), len(right))))
    return left[:length] == right[:length] or spelled_alike(left, right) > SPELLED_ALIKE


def compatible(a: Title, b: Title) -> bool:
    """False where phases, parts or years differ: another project of the same programme."""
    return a.numbers == b.numbers and (not a.years or not b.years or a.years == b.years)


def near_equal(a: Title, b: Title, floor: float) -> float:
    """How alike two titles are, 0..1, or 0.0 below `floor` or where their numbers tell them apart."""
    if not compatible(a, b):
        return 0.0
    if a.plain == b.plain:
        return 1.0
    alike = max(cosine(a.terms, b.terms), spelled_alike(a.plain, b.plain))
    return alike if alike >= floor and not contradict(a, b) else 0.0
