"""Words of names, each in one spelling: British as American, short forms in full, single slips of the pen mended."""

import re
from functools import cache, lru_cache

from egnatia.language import UNLISTED, folded_words, stem, weight
from egnatia.overlap.organisations.tables import rows

SHORTEST_MENDED = 6  # in shorter words one letter makes another word
SHORTEST_PLURAL = 4
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DOTTED = re.compile(r"\b(?:\w\.\s?){1,4}(?:\w\b)?")
_ROMANIAN_COMPANY = re.compile(r"^\s*s\.?\s?c\.?\s+(?=.*\b(?:s\.?\s?r\.?\s?l|s\.?\s?a)\b)", re.IGNORECASE)
_ORDINAL = re.compile(r"\b([IVX]{1,4})\.(?=\s)")
_NUMERALS = "0 I II III IV V VI VII VIII IX X XI XII"
_ROMAN = tuple(_NUMERALS.split())
_HYPHENED = re.compile(r"\bco-op", re.IGNORECASE)


def words_of(text: str) -> list[str]:
    """The words of a name, in order: folded, in one spelling, letters with dots between them joined."""
    if text.isalpha() and text.isascii() and len(_CAMEL.findall(text)) > 1:
        text = _CAMEL.sub(" ", text)  # GlobalEnvironmentFacility
    plain = _ROMANIAN_COMPANY.sub("", text.replace("_", " "))
    if "." in plain or "-" in plain:
        plain = _DOTTED.sub(_joined, _HYPHENED.sub("coop", _ORDINAL.sub(_in_digits, plain)))
    return list(map(spelled, folded_words(plain)))


def _in_digits(ordinal: re.Match[str]) -> str:
    """ "V. gimnazija" is the fifth, no small word."""
    return f"{_ROMAN.index(ordinal[1])} " if ordinal[1] in _ROMAN else ordinal[0]


def _joined(dotted: re.Match[str]) -> str:
    return dotted.group().replace(".", "").replace(" ", "") + " "


@lru_cache(maxsize=1 << 16)
def spelled(word: str) -> str:
    """`word`, folded, as names are compared by it."""
    known = _known()
    if found := known.get(word):
        return found
    return _mended(word) or _singular(word)


def _singular(word: str) -> str:
    """Without the English plural, where the word is long enough to be recognised."""
    plural = len(word) > SHORTEST_PLURAL and word[-1] == "s" and word[-2] not in "aious"
    return word[:-1] if plural else word


@cache
def _known() -> dict[str, str]:
    """Every listed spelling -> the one that counts."""
    found: dict[str, str] = {}
    for word, others in rows("spelling.tsv"):
        found |= dict.fromkeys([word, *filter(None, others.split("|"))], word)
    return found


@cache
def _shortened() -> dict[str, set[str]]:
    """What is left of each listed word without one of its letters -> the words that it can be left of."""
    found: dict[str, set[str]] = {}
    for word in _known():
        if len(word) >= SHORTEST_MENDED:
            for short in (word, *_without_one(word)):
                found.setdefault(short, set()).add(word)
    return found


def _without_one(word: str) -> list[str]:
    return [word[:at] + word[at + 1 :] for at in range(len(word))]


def _mended(word: str) -> str:
    """The listed word that differs from `word` in one letter, or in two that changed places; "" where none does.

    A word that the table of term weights knows is a word of its own, and what two listed words are near to stays.
    """
    if len(word) < SHORTEST_MENDED or weight(stem(word)) != UNLISTED:
        return ""
    near = list(filter(None, map(_shortened().get, (word, *_without_one(word)))))
    meant = {_known()[other] for other in set().union(*near) if one_slip(word, other)}
    return meant.pop() if len(meant) == 1 else ""


def one_slip(one: str, other: str) -> bool:
    """Whether one letter was left out, added or changed, or two neighbours changed places."""
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return abs(len(one) - len(other)) == 1
    left, right = one[start:], other[start:]
    if left[1:] == right[1:] or left[1:] == right or left == right[1:]:
        return True
    return left[:2] == right[1::-1] and left[2:] == right[2:]
