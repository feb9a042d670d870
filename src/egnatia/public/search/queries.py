"""What each kind finds for a reader."""

from egnatia.kernel.reader import Reader
from egnatia.kernel.searching import Span, searchers
from egnatia.language.seeking import Sought
from egnatia.public.search.showing import FEW, Listing, Section, listing_of, section_of, span_of


def found_of_each_kind(reader: Reader, sought: Sought) -> tuple[Section, ...]:
    """A few of each kind that holds any, in the order of the kinds."""
    every = (section_of(each, each.find(reader, sought, Span(0, FEW))) for each in searchers(reader))
    return tuple(section for section in every if section.number)


def found_of_kind(reader: Reader, sought: Sought, kind: str, page: int) -> Listing | None:
    """A page of one kind; None where the reader is shown no such kind."""
    searcher = next((each for each in searchers(reader) if each.kind == kind), None)
    if searcher is None:
        return None
    return listing_of(searcher, searcher.find(reader, sought, span_of(page)), page)
