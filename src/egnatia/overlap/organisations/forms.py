"""The forms in which one field names an organisation: what stands before brackets, in them, on both sides of a dash."""

import re
from dataclasses import dataclass
from html import unescape

from egnatia.language import RARE, fold, folded_words, names_of, stem, weight
from egnatia.overlap.organisations.economies import economy_of
from egnatia.overlap.organisations.spelling import words_of
from egnatia.overlap.organisations.tables import words as listed

LONGEST_ABBREVIATION = 12
MOST_LETTERS = 4  # of one word in an abbreviation: KIHASA, MINFIN
_WITHOUT_MARKS = str.maketrans("", "", " .-&")
_KINDS = ("name", "short", "full", "number", "foreign")  # in the order of the fields of Written
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_CODE_BEFORE = re.compile(r"^([A-Z]{3})-(?=[A-Z])")
_TAX_NUMBER = re.compile(r"\d{8,}")
_PARTS = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+|,\s|\s*/\s*|:\s")


@dataclass(frozen=True, slots=True)
class Written:
    """A field taken apart: its name, short forms and full forms of it, tax numbers.

    `outside` is what stands before and after brackets, `beside` what stands in them and is part of the name.
    """

    outside: str
    beside: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()  # short forms made of words of another language

    @property
    def name(self) -> str:
        return " ".join((self.outside, *self.beside))


def taken_apart(field: str) -> Written:
    """The parts of `field`. What stands in brackets belongs to the name unless it is another form of it or no news."""
    text = unescape(unescape(field))
    before = _CODE_BEFORE.match(text)
    if before and (economy := economy_of(before[1])):
        text = f"{names_of(economy)[0]} {text[before.end() :]}"
    outside, inside = _brackets(_dashed(text))
    if not inside:
        return Written(outside)
    kinds = [(_kind(part, outside), part) for part in inside]
    return Written(outside, *(tuple(p for k, p in kinds if k == kind) for kind in _KINDS))


def _kind(part: str, outside: str) -> str:
    """What stands in brackets: another form of the name, a tax number, part of the name, or nothing ("")."""
    if _TAX_NUMBER.fullmatch(part):
        return "number"
    if stands_for(part, outside):
        return "short"
    if stands_for(outside, part):
        return "full"
    if _is_foreign_short_form(part):
        return "foreign"
    return "" if _says_nothing(part) or _is_translation(part, outside) else "name"


def _dashed(text: str) -> str:
    """ "Ministry of Environment - MoE" as "Ministry of Environment (MoE)"."""
    if " - " not in text:
        return text
    left, _, right = map(str.strip, text.rpartition(" - "))
    of_ministry = _is_foreign_short_form(right) and "ministry" in words_of(left)
    if of_ministry or stands_for(right, left) or stands_for(left, right):
        return f"{left} ({right})"
    return text


def _brackets(text: str) -> tuple[str, list[str]]:
    """`text` without brackets, and what stood in them, in order; of nested ones each by itself."""
    if "(" not in text:
        return text.replace(")", " ").strip(), []
    inside = [found.strip() for found in _BRACKETS.findall(text)]
    return _BRACKETS.sub(" ", text).replace(")", " ").strip(), list(filter(None, inside))


def _says_nothing(part: str) -> bool:
    """A branch office or a role: both are the body itself. An "education office" is not: it has a task of its own."""
    found = set(folded_words(part))
    besides = found - listed("office") - listed("seat") - listed("reach")
    of_a_place = found != besides and all(weight(stem(word)) >= RARE or economy_of(word) for word in besides)
    return not found or of_a_place or found <= listed("role")


def _is_foreign_short_form(part: str) -> bool:
    """ "Ministry of Finance (SEFIN)": one word with capitals in it."""
    capitals = sum(letter.isupper() for letter in part)
    return part.isalpha() and capitals > 1 and len(part) <= LONGEST_ABBREVIATION and not economy_of(part)


def _is_translation(part: str, outside: str) -> bool:
    """ "Ministry of Health (Ministère de la Santé)"."""
    return "ministry" in words_of(part) and "ministry" in words_of(outside)


def stands_for(short: str, full: str) -> bool:
    """Whether `short` is one word made of beginnings of the words of `full`, in their order, the first among them."""
    letters = fold(short).translate(_WITHOUT_MARKS)
    words = folded_words(full)
    if not letters.isalnum() or not 2 <= len(letters) <= LONGEST_ABBREVIATION or len(words) < 2:
        return False
    if len(folded_words(short)) > 1 and not set(short) & set(".-&"):
        return False
    return _spelled_by(letters, words) or _spelled_by(letters, words[1:])


def _spelled_by(letters: str, words: list[str]) -> bool:
    """Whether beginnings of the first word and of some that follow, up to four letters of each, make `letters`."""
    reached = _after(letters, 0, words[0])
    for word in words[1:]:
        reached |= {end for at in reached for end in _after(letters, at, word)}
    return len(letters) in reached


def _after(letters: str, at: int, word: str) -> set[int]:
    ends = range(at + 1, min(at + MOST_LETTERS, len(letters)) + 1)
    return {end for end in ends if word.startswith(letters[at:end])}


def parts_of(name: str) -> list[str]:
    """What stands on the sides of dashes, commas and strokes."""
    return [part.strip() for part in _PARTS.split(name) if part.strip()]
