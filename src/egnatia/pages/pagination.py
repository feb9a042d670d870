"""Pages of lists: their numbers in addresses, and which of a list's rows they show. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

FARTHEST = 100_000  # pages; no list has as many
Row = TypeVar("Row")


def page_number(said: Mapping[str, str], *, most: int = FARTHEST) -> int:
    """The page that an address asks for; the first where it is none that a list of `most` pages can have."""
    asked = said.get("page", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= len(str(FARTHEST)) else 1
    return number if 1 <= number <= most else 1


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list, the first one is 1. `more` says whether another one follows."""

    SIZE: ClassVar[int] = 50

    rows: tuple[Row, ...]
    page: int
    more: bool

    @property
    def first(self) -> int:
        return (self.page - 1) * self.SIZE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1

    @property
    def previous(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def next(self) -> int | None:
        return self.page + 1 if self.more else None
