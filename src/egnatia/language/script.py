"""Scripts to Latin, and the folded form that texts are compared in.

Serbian, Bosnian, Croatian and Montenegrin share one form (Latin is derived from Cyrillic, never the reverse);
Macedonian, Bulgarian and Greek follow the usual transliterations, so that kindred words and names meet.
"""

import re
import unicodedata
from functools import lru_cache


def _pairs(letters: str, latin: str) -> dict[str, str]:
    return dict(zip(letters, latin.split(" "), strict=True))


# Serbian, then Macedonian letters, with the Latin letters that readers of those languages use.
_CYRILLIC = _pairs(
    "абвгдђежзијклљмнњопрстћуфхцчџшѓѕќѐѝ",
    "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š gj dz kj e i",
)
_CYRILLIC |= {"й": "j", "щ": "št", "ъ": "a", "ь": "j", "ю": "ju", "я": "ja", "ы": "y", "э": "e", "ё": "e"}
_CYRILLIC |= {"і": "i", "ї": "ji", "є": "je", "ґ": "g"}
_GREEK = _pairs("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
_GREEK_PAIRS = {"ου": "ou", "αυ": "av", "ευ": "ev", "ηυ": "iv", "γγ": "ng", "γχ": "nch", "γξ": "nx"}
_GREEK_PAIR = re.compile("|".join(_GREEK_PAIRS) + r"|\bμπ|\bντ")
_BOUND_PAIRS = _GREEK_PAIRS | {"μπ": "b", "ντ": "d"}
_SPECIAL = {"ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "đ": "dj", "μ": "m"}
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´ʻ′ʿ"))
_SPELLINGS = re.compile(r"([szc])h|kh|t[sz]|ou|(.)\2")
_GREEK_LETTER = re.compile("[Ͱ-Ͽἀ-῿]")


def _plain(character: str) -> str:
    """`character` without its marks, in Latin."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return "".join(_SPECIAL.get(c, c) for c in bare)


def _folding() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for start, stop in ((0xAA, 0x250), (0x1E00, 0x1F00), (0xFB00, 0xFB07)):  # the last ones are ligatures
        table |= {code: _plain(chr(code).lower()) for code in range(start, stop)}
    for letters in (_CYRILLIC, _GREEK):
        table |= {ord(letter): "".join(map(_plain, latin)) for letter, latin in letters.items()}
    table |= dict.fromkeys(range(0x300, 0x370)) | _APOSTROPHES
    return table


_FOLDING = _folding()
_GREEK_PLAIN = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for span in (range(0x370, 0x400), range(0x1F00, 0x2000))
    for code in span
}


def fold(text: str) -> str:
    """`text` for comparison: lower case, Latin, no diacritics, no apostrophes. The same for "Љубав" and "Ljubav"."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered.replace("'", "").replace("`", "")
    if _GREEK_LETTER.search(lowered):
        lowered = _greek_pairs_in_latin(lowered)
    return unicodedata.normalize("NFC", lowered).translate(_FOLDING)


@lru_cache(maxsize=1 << 17)
def fold_word(word: str) -> str:
    """`fold` of one word, of which a text has the same ones again and again."""
    return fold(word)


def to_latin(text: str) -> str:
    """`text` with Cyrillic and Greek letters written in Latin, case and diacritics kept, for reading."""
    if text.isascii():
        return text
    if _GREEK_LETTER.search(text):
        text = _greek_pairs_in_latin(text)
    return "".join(map(_letter_in_latin, text, text[1:] + " ", " " + text))


def _letter_in_latin(letter: str, following: str, before: str) -> str:
    """In capitals as a whole among capitals: NJ in "ЊЕГОШ" and "КОЊ", but Nj in "Његош"."""
    small = letter.lower()
    latin = _CYRILLIC.get(small) or _GREEK.get(small)
    if latin is None:
        return letter
    if small == letter:
        return latin
    among = following if following.isalpha() else before
    return latin.upper() if among.isupper() else latin.capitalize()


def _greek_pairs_in_latin(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).translate(_GREEK_PLAIN)
    return _GREEK_PAIR.sub(lambda pair: _BOUND_PAIRS[pair.group()], plain)


def spelled(text: str) -> str:
    """`text` as the region's languages spell it alike: "Shtip", "Štip", "Штип" are one, as "Sofija" and "София"."""
    words = re.split(r"[\W_]+", fold(text).replace("dj", "gj"))
    return " ".join(map(_spelled, filter(None, words)))


@lru_cache(maxsize=1 << 15)
def _spelled(word: str) -> str:
    alike = word.replace("y", "i").replace("j", "i").replace("q", "c").replace("w", "v")
    return _SPELLINGS.sub(_shortened, alike)


def _shortened(found: re.Match[str]) -> str:
    pair = found.group()
    return found[1] or found[2] or {"kh": "c", "ou": "u"}.get(pair, "c")
