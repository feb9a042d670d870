"""What the texts of an activity say in concepts of the lexicon, for comparing it with those that share no language.

A row holds families of concepts ("secure" and "security" are one), each with its worth: how telling it is, and less
where its word may mean other things too. Rows are packed as whole numbers in the order of their families.
"""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from egnatia.language import Remembered
from egnatia.language.concepts import LANGUAGES, language_group
from egnatia.language.identify import nearest
from egnatia.language.lexicon import Concepts, families, read, telling_weights, where
from egnatia.language.lexicon.tables import AMBIGUITY, LEAST
from egnatia.overlap.activity import ActivityFacts, Text

MOST_IN_TITLES, MOST_IN_DESCRIPTIONS = 24, 48  # families of a row; the most telling ones
WORTH = 16  # parts of a unit of worth: a word of class 9 that means one thing is worth 144
BITS = 8  # of a packed number that hold the worth
MASK = (1 << BITS) - 1
SHIFT = 24  # places that the number of a family takes at most
FAMILY = (1 << SHIFT) - 1
NAMED = 2.0  # class that says as little as a donor's name does
FIRST_CHARACTERS = 900  # of a description: where it says what is done
NUMBER_BYTES = 4  # of a packed number in a row
_KNOWN = frozenset({"", *LANGUAGES})

Worths = dict[int, int]


@dataclass(frozen=True, slots=True)
class ConceptProfile:
    """In which languages of the lexicon an activity is written, a bit for each (0: nothing is known of it, or of one of
    its texts), and the rows of its titles and its descriptions."""

    tongues: int = 0
    titles: bytes = b""
    descriptions: bytes = b""


def said(activity: ActivityFacts) -> ConceptProfile:
    """What `activity` says; pure. With a text in a language that the lexicon lacks it says nothing: what it shares with
    others could not be told."""
    languages = languages_of(activity)
    if languages is None:
        return ConceptProfile()
    titles = zip(activity.titles, languages, strict=False)  # those of the descriptions follow
    descriptions = zip(activity.descriptions, languages[len(activity.titles) :], strict=True)
    return ConceptProfile(tongues(languages), _row(titles, MOST_IN_TITLES), _row(descriptions, MOST_IN_DESCRIPTIONS))


def languages_of(activity: ActivityFacts) -> list[str] | None:
    """The language of each text, titles first, "" for one without a letter; None where the lexicon lacks one."""
    texts = activity.titles + activity.descriptions
    found = [language_group(each.lang) for each in texts]
    if "" in found:
        told = _told_by(activity)
        found = [language or told for language in found]
    found = [language if any(map(str.isalpha, each.text)) else "" for each, language in zip(texts, found, strict=True)]
    return found if _KNOWN.issuperset(found) else None


def beginning(text: str) -> str:
    """As much of a text as is read, without a word that was cut."""
    if len(text) <= FIRST_CHARACTERS:
        return text
    cut = text[:FIRST_CHARACTERS]
    end = max(cut.rfind(space) for space in " \n\t")
    return cut[:end] if end > 0 else cut


def tongues(languages: Iterable[str]) -> int:
    """A bit for each of some languages of the lexicon."""
    return sum(1 << LANGUAGES.index(language) for language in set(languages) if language)


def _told_by(activity: ActivityFacts) -> str:
    """The language of those texts of which none is stated, told by all of them together. One in a script that is none
    of ours counts as the nearest: that it is unknown would change what engine 5 keeps."""
    unstated = [beginning(text.text) for text in (*activity.titles, *activity.descriptions) if not text.lang]
    return nearest("\n".join(unstated)) if unstated else ""


def apart(one: ConceptProfile, other: ConceptProfile) -> bool:
    """Whether both are written in known languages and share none."""
    return 0 not in (one.tongues, other.tongues) and not one.tongues & other.tongues


def numbers(row: bytes) -> list[int]:
    """The packed numbers of a row: a family, then its worth in the last BITS bits."""
    return list(struct.unpack(f"<{len(row) // NUMBER_BYTES}i", row))


def row_of(packed: Sequence[int]) -> bytes:
    """The row of packed numbers, the lowest byte of each first."""
    return struct.pack(f"<{len(packed)}i", *packed)


def worths(row: bytes) -> Worths:
    """Family -> worth."""
    return {number >> BITS: number & MASK for number in numbers(row)}


def _row(texts: Iterable[tuple[Text, str]], most: int) -> bytes:
    told = {each for text, language in texts if language for each in read(beginning(text.text), language)}
    packed = sorted(frozenset[int]().union(*map(WORTHS.__getitem__, told)))
    row = list({number >> BITS: number for number in packed}.values())  # of one family the last, which is worth most
    return row_of(row if len(row) <= most else sorted(most_telling(row, most)))


def most_telling(row: Iterable[int], most: int) -> list[int]:
    """The first `most` of packed numbers by their worth, of one worth in the order of their families."""
    turned = sorted([(MASK - (number & MASK)) << SHIFT | number >> BITS for number in row])[:most]
    return [(number & FAMILY) << BITS | MASK - (number >> SHIFT) for number in turned]


def _worth(candidates: Concepts) -> tuple[int, ...]:
    """The families of a word or term, each packed with its worth; of one family the least telling concept counts."""
    weights, related = telling_weights(), families()
    classes: dict[int, float] = {}
    for concept in candidates:
        own = weights[concept] - LEAST
        own = min(own, NAMED) if concept in where() else own
        classes[related[concept]] = min(own, classes.get(related[concept], own))
    share = WORTH * len(classes) ** -AMBIGUITY
    worths = ((family, round(share * own)) for family, own in classes.items())
    return tuple(family << BITS | worth for family, worth in worths if worth)


WORTHS = Remembered(_worth, most=1 << 15)
