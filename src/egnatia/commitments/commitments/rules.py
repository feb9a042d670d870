"""Filters of commitments, and the order of paragraphs. Pure."""

import re
from dataclasses import dataclass

LONGEST = 5_000  # characters of the text in one language
NUMBERS = re.compile(r"\d+")
MOST_LISTED = 5_000
HIGHEST = 2_000  # number of a paragraph that is told apart in the order
PAGE = 50


@dataclass(frozen=True, slots=True)
class CommitmentFilters:
    """The filters of a list of commitments; an empty one does not narrow."""

    q: str = ""
    source: str = ""
    objective: str = ""  # with everything below it
    economy: str = ""  # that has a follow-up
    position: str = ""  # of the economy, or of any

    @property
    def narrowed(self) -> bool:
        return self != CommitmentFilters()


def place_of(paragraph: str) -> int:
    """Where a numbered paragraph stands in its document: "4" before "4.1" before "4.1.2" before "12"; none in front.

    Three numbers, so that it stays a whole number of the database; letters, and what goes deeper, stand as text.
    """
    first, second, third = ([int(number[:6]) for number in NUMBERS.findall(paragraph)] + [0, 0, 0])[:3]
    return min(first, HIGHEST) * 1_000_000 + min(second, 999) * 1_000 + min(third, 999)
