"""What waits for somebody on their home: how many things of one sort, and about how long they take."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from typing import Any

from django.utils.text import Truncator

from egnatia.kernel.feed import COUNT_CAP

AT_ONCE = 15  # things of one sort that somebody does in one go
LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class InboxItem:
    """Something that waits: how many, what they are in a sentence, and where it is done; one takes `each` minutes."""

    sort: str
    count: int
    sentence: str
    text: str
    url: str
    action: str
    each: float
    listed: tuple[Any, ...] = ()  # what a page shows of them below, where the card is not all

    @property
    def first(self) -> int:
        """How many of them the minutes are for, where that is not all; else 0."""
        return AT_ONCE if self.count > AT_ONCE else 0

    @property
    def minutes(self) -> int:
        return max(1, ceil(self.each * min(self.count, AT_ONCE)))


def listed(items: Iterable[InboxItem], sort: str) -> tuple[Any, ...]:
    """What is shown below the cards of one sort."""
    return tuple(shown for item in items if item.sort == sort for shown in item.listed)


def short(title: str) -> str:
    """A title as it stands in a card."""
    return Truncator(title).chars(LONGEST_TITLE)


def counted(count: int) -> str:
    """The number, or "1000+" beyond the cap."""
    return f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)
