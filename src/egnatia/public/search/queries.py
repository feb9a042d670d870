"""What each kind finds for a reader, how much of it a page shows, and what is said of it."""

from dataclasses import dataclass
from typing import ClassVar

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.rooms import searchers
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought
from egnatia.pages.concepts import concept_label
from egnatia.pages.pagination import Page

FEW = 5  # of each kind, where all kinds stand on one page
PAGE = 20


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit; `speaks_of` are the concepts, in the reader's language, by which it was found."""

    hit: Hit
    said: str
    speaks_of: str


@dataclass(frozen=True, slots=True)
class SearchSection:
    """One kind: some of what was found, and how much there is (`capped`: more than that)."""

    searcher: Searcher
    lines: tuple[HitLine, ...]
    number: int
    capped: bool

    @property
    def more(self) -> bool:
        """Whether there is more of it than stands here."""
        return self.number > len(self.lines)


@dataclass(frozen=True, slots=True)
class HitListing(Page[HitLine]):
    """A page of one kind."""

    SIZE: ClassVar[int] = PAGE

    section: SearchSection


def span_of(page: int) -> Span:
    return Span((page - 1) * PAGE, page * PAGE)


def section_of(searcher: Searcher, found: Found) -> SearchSection:
    return SearchSection(searcher, tuple(map(_line, found.hits)), found.number, found.capped)


def listing_of(searcher: Searcher, found: Found, page: int) -> HitListing:
    section = section_of(searcher, found)
    return HitListing(section.lines, page, page * PAGE < found.number, section)


def found_of_each_kind(reader: Reader, sought: Sought) -> tuple[SearchSection, ...]:
    """A few of each kind that holds any, in the order of the kinds."""
    every = (section_of(each, each.find(reader, sought, Span(0, FEW))) for each in searchers(reader))
    return tuple(section for section in every if section.number)


def found_of_kind(reader: Reader, sought: Sought, kind: str, page: int) -> HitListing | None:
    """A page of one kind; None where the reader is shown no such kind."""
    searcher = next((each for each in searchers(reader) if each.kind == kind), None)
    if searcher is None:
        return None
    return listing_of(searcher, searcher.find(reader, sought, span_of(page)), page)


def _line(hit: Hit) -> HitLine:
    labels = (concept_label(each) for each in hit.concepts)
    return HitLine(hit, " · ".join(filter(None, hit.said)), ", ".join(filter(None, labels)))
