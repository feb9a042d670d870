"""Whether what was read means what the gold answer means: names, places, titles, months.

Cyrillic and Greek are written in Latin letters first, accents and "(demo)" left out. Constants were chosen by hand.
"""

import re
import unicodedata
from difflib import SequenceMatcher

ALIKE = 0.84  # names
ALIKE_PLACES = 0.8  # leaves room for an ending of a case
ALIKE_TITLES = 0.85
COMMON_WORDS = 0.75  # of the shorter name
MOST_OF_TITLE = 0.6  # that a shorter title has to be
SHORTEST_INSIDE = 5  # letters of a name that may stand inside another, or of a place in another case

_CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџшѓќѕйщъьюяэыё"
_OF_CYRILLIC = "a b v g d dj e z z i j k l lj m n nj o p r s t c u f h c c dz s gj kj dz j st a j ju ja e i e"
_GREEK = "αβγδεζηθικλμνξοπρσςτυφχψω"
_OF_GREEK = "a v g d e z i th i k l m n x o p r s s t y f ch ps o"
_LATIN = str.maketrans(
    dict(zip(_CYRILLIC, _OF_CYRILLIC.split(), strict=True)) | dict(zip(_GREEK, _OF_GREEK.split(), strict=True))
)
_WORD = re.compile(r"[^\W_]+")
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


def plain(text: str) -> str:
    """Words in small Latin letters without accents, one space between them."""
    text = text.casefold().replace("(demo)", " ").replace("đ", "dj").replace("ı", "i")
    letters = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(letters.translate(_LATIN)))


def is_name(said: str, spellings: str) -> bool:
    """Whether `said` names the organisation that is spelled in one of these ways."""
    return any(_one_name(plain(said), plain(spelling)) for spelling in spellings.split("|"))


def _one_name(one: str, other: str) -> bool:
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    if one == other or (len(short) >= SHORTEST_INSIDE and f" {short} " in f" {long} "):
        return True
    return _likeness(one, other) >= ALIKE or _share_words(set(one.split()), set(other.split()))


def _share_words(one: set[str], other: set[str]) -> bool:
    common = len(one & other)
    return common >= 2 and common / min(len(one), len(other)) >= COMMON_WORDS


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def is_place(said: str, spellings: str) -> bool:
    place = plain(said)
    return any(
        place == plain(each) or (len(place) >= SHORTEST_INSIDE and _likeness(place, plain(each)) >= ALIKE_PLACES)
        for each in spellings.split("|")
    )


def is_title(said: str, titles: tuple[str, ...]) -> bool:
    return any(_one_title(plain(said), plain(title)) for title in titles)


def _one_title(one: str, other: str) -> bool:
    if not one or not other:
        return False
    short, long = sorted((one, other), key=len)
    return _likeness(one, other) >= ALIKE_TITLES or (short in long and len(short) / len(long) >= MOST_OF_TITLE)


def is_near(said: str, expected: str) -> bool:
    """Whether two dates are at most a month apart. A year alone is near to nothing."""
    one, other = _months(said), _months(expected)
    return one is not None and other is not None and abs(one - other) <= 1


def _months(date: str) -> int | None:
    found = _MONTH.match(date)
    return int(found[1]) * 12 + int(found[2]) if found else None
