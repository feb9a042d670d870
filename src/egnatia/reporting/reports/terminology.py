"""The naming check: words in free text that a report of this forum had better not say. A person decides. Pure.

The list follows the glossary: what is never said in the interface, and what names an economy in another way than the
forum does. It finds words, it does not understand them; each is shown where it stands.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal
from uuid import UUID

Why = Literal["country", "flag", "name", "judging", "person"]
AROUND = 40  # characters shown on either side

_COUNTRY = "countr(?:y|ies)|nation[- ]states?|shtet(?:i|et|eve)?|držav[aeiou]m?a?|држав[аеиоу]м?а?|земј[аеиу]"
# What the forum itself says, in the cases of its languages; found first, so that no part of it is taken for a name.
_OWN = (
    r"(?:kosov\w*|косов\w*)\*|north\s+macedon\w*|sj?evern\w*\s+makedon\w*|северн\w*\s+македон\w*|"
    r"maqedon\w*\s+(?:e|s[eë]|t[eë])\s+veriut|bosnia\s+and"
)
# What names a language, or is made of it, names no economy: "преведено на македонски".
_TONGUES = r"macedonians?\b|maqedon(?:isht|as)\w*|ma[ck]edonsk\w*|македонск\w*"
_NAMES = (
    r"kosov\w*|косов\w*|fyrom|bjrm|бјрм|ma[ck]edon\w*|maqedon\w*|македон\w*|turkey|türkei|bosnia\b|"
    r"former yugoslav republic of \w+|metohij\w*|метохиј\w*"
)
_JUDGING = (
    r"gaps?|overdue|overlaps? (?:and|or) duplications?|duplicat(?:e|es|ion)|beneficiar(?:y|ies)|recipients?|"
    r"non-compli(?:ant|ance)|fail(?:ed|ure) to|rejected"
)
_PERSON = r"radicali[sz]ed (?:person|people|individual|youth)\w*|at-risk youth|jihadi\w*"
_FLAG = "[\U0001f1e6-\U0001f1ff]{2}"

RISKY: tuple[tuple[Why, re.Pattern[str]], ...] = (
    ("country", re.compile(rf"\b(?:{_COUNTRY})\b", re.IGNORECASE)),
    ("name", re.compile(rf"\b(?:{_OWN}|{_TONGUES}|(?P<hit>{_NAMES}))", re.IGNORECASE)),
    ("judging", re.compile(rf"\b(?:{_JUDGING})\b", re.IGNORECASE)),
    ("person", re.compile(rf"\b(?:{_PERSON})\b", re.IGNORECASE)),
    ("flag", re.compile(_FLAG)),
)


@dataclass(frozen=True, slots=True)
class FreeText:
    """What somebody wrote in a record, and where."""

    record: UUID
    kind: str  # "need", "activity" or "snapshot"
    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class RiskyTerm:
    """A word to look at, with what stands around it. `id` tells it apart from every other."""

    record: UUID
    kind: str
    why: Why
    before: str
    word: str
    after: str
    lang: str
    place: int
    text: str

    @property
    def id(self) -> str:
        return sha256(f"{self.record} {self.place} {self.text}".encode()).hexdigest()[:16]


def risky(texts: Iterable[FreeText]) -> tuple[RiskyTerm, ...]:
    """Every risky word of the texts, in their order."""
    return tuple(hit for each in texts for hit in _hits(each))


def _hits(each: FreeText) -> Iterator[RiskyTerm]:
    found = sorted(
        (*match.span(match.lastgroup or 0), why)
        for why, pattern in RISKY
        for match in pattern.finditer(each.text)
        if match.lastgroup or not pattern.groupindex
    )
    for start, end, why in found:
        yield RiskyTerm(
            record=each.record,
            kind=each.kind,
            why=why,
            before=each.text[max(start - AROUND, 0) : start],
            word=each.text[start:end],
            after=each.text[end : end + AROUND],
            lang=each.lang,
            place=start,
            text=each.text,
        )
