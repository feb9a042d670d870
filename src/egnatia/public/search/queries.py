"""What each kind finds for a reader, the best of all kinds, and what else to look for where nothing has all words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import urlencode

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.query_relaxation import Relaxation, relaxations
from egnatia.kernel.rooms import searchers
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import QueryPart, Sought, holds, says_nothing
from egnatia.language.words import folded_words
from egnatia.pages.concepts import concept_label
from egnatia.pages.pagination import Page

FEW = 5  # of each kind, where all kinds stand on one page; and of the best of all kinds
PAGE = 20
MOST_ALIKE = 2  # kinds, from which on the best of all is a list of its own
BESIDE = 2  # of each kind below the best of all, so that the end of the page is near
MOST_VALUES = 8  # of a facet
FACETS = ("economy", "topic", "language")


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit; `speaks_of` are the concepts, in the reader's language, by which it was found. `kind` is what it is,
    where several kinds stand together."""

    hit: Hit
    said: str
    speaks_of: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SearchSection:
    """One kind: some of what was found, and how much there is (`capped`: more than that)."""

    searcher: Searcher
    lines: tuple[HitLine, ...]
    number: int
    capped: bool
    facets: Mapping[str, Mapping[str, int]]

    @property
    def more(self) -> bool:
        """Whether there is more of it than stands here."""
        return self.number > len(self.lines)


@dataclass(frozen=True, slots=True)
class HitListing(Page[HitLine]):
    """A page of one kind."""

    SIZE: ClassVar[int] = PAGE

    section: SearchSection


@dataclass(frozen=True, slots=True)
class FacetValue:
    """`address` is that of the search with this value, or without it where it was chosen."""

    label: str
    number: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Facet:
    """What can be chosen among what was found, most frequent first, or what was chosen."""

    name: str
    values: tuple[FacetValue, ...]

    @property
    def chosen(self) -> bool:
        return any(each.chosen for each in self.values)


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What was found of each kind and the best of all kinds. `relaxation`: what was looked for instead, if anything."""

    sections: tuple[SearchSection, ...]
    best: tuple[HitLine, ...] = ()
    relaxation: Relaxation | None = None


@dataclass(frozen=True, slots=True)
class KindAnswer:
    """A page of one kind, and what was looked for instead, if anything."""

    listing: HitListing
    relaxation: Relaxation | None = None


def span_of(page: int) -> Span:
    return Span((page - 1) * PAGE, page * PAGE)


def section_of(searcher: Searcher, found: Found) -> SearchSection:
    return SearchSection(searcher, tuple(map(_line, found.hits)), found.number, found.capped, found.facets)


def listing_of(searcher: Searcher, found: Found, page: int) -> HitListing:
    section = section_of(searcher, found)
    return HitListing(section.lines, page, page * PAGE < found.number, section)


def found_of_each_kind(reader: Reader, sought: Sought) -> tuple[SearchSection, ...]:
    """A few of each kind that holds any, in the order of the kinds."""
    every = (section_of(each, each.find(reader, sought, Span(0, FEW))) for each in searchers(reader))
    return tuple(section for section in every if section.number)


def _instead(reader: Reader, sought: Sought, reads: str) -> Iterator[Relaxation]:
    yield Relaxation(sought)
    if not says_nothing(sought.parts):
        yield from relaxations(reader, sought, reads)


def searched(reader: Reader, sought: Sought, reads: str) -> SearchAnswer:
    """What is found with all words; else with corrected or fewer words, with the first that find anything."""
    for each in _instead(reader, sought, reads):
        if sections := found_of_each_kind(reader, each.sought):
            best = _best(each.sought, sections)
            shown = tuple(replace(section, lines=section.lines[:BESIDE]) for section in sections) if best else sections
            return SearchAnswer(shown, best, each)
    return SearchAnswer(())


def found_of_kind(reader: Reader, sought: Sought, kind: str, page: int, reads: str) -> KindAnswer | None:
    """A page of one kind, with all words or with the first fewer ones that find any of it; None where the reader is
    shown no such kind."""
    searcher = next((each for each in searchers(reader) if each.kind == kind), None)
    if searcher is None:
        return None
    found = Found()
    for each in _instead(reader, sought, reads):
        found = searcher.find(reader, each.sought, span_of(page))
        if found.number:
            return KindAnswer(listing_of(searcher, found, page), each)
    return KindAnswer(listing_of(searcher, found, page))


def _best(sought: Sought, sections: Sequence[SearchSection]) -> tuple[HitLine, ...]:
    """The best of all kinds, where several hold some: the nearest, then those with the words before those that mean
    the same, and of these those that have more of them in their titles, rarer words before others."""
    if len(sections) < MOST_ALIKE:
        return ()
    every = [(line, at, section) for section in sections for at, line in enumerate(section.lines)]
    had = [_titled(sought.parts, line.hit.title) for line, _at, _section in every]
    often = Counter(part for parts in had for part in parts)
    near = {record: place for place, record in enumerate(sought.nearest)}

    def place(number: int) -> tuple[int, bool, float, int]:
        line, at, _section = every[number]
        told = sum(1 / often[part] for part in had[number])
        nearest = near.get(line.hit.record, len(near)) if line.hit.record else len(near)
        return nearest, bool(line.hit.concepts), -round(told, 6), at

    order = sorted(range(len(every)), key=place)[:FEW]
    return tuple(replace(every[each][0], kind=str(every[each][2].searcher.title)) for each in order)


def _titled(parts: Sequence[QueryPart], title: str) -> list[QueryPart]:
    """The parts whose words stand in a title."""
    there = sorted(folded_words(title))
    return [part for part in parts if any(holds(term, there) for term in part.terms(()))]


def facets_of(
    sought: Sought, sections: Sequence[SearchSection], labels: Mapping[str, Mapping[str, str]], kind: str = ""
) -> tuple[Facet, ...]:
    """What of economies, topics and languages is there to choose among what was found, by the `labels` of each; what
    was chosen always is."""
    facets = []
    for name in FACETS:
        found = sum((Counter(section.facets.get(name, {})) for section in sections), Counter[str]())
        chosen, known = getattr(sought.filters, name), labels[name]
        codes = [chosen] if chosen else [code for code in found if code in known]
        order = sorted(codes, key=lambda code: (-found[code], known[code]))[:MOST_VALUES]
        values = (
            FacetValue(known[code], found[code], bool(chosen), _address(sought, kind, name, "" if chosen else code))
            for code in order
        )
        facets.append(Facet(name, tuple(values)))
    return tuple(each for each in facets if each.chosen or len(each.values) > 1)


def _address(sought: Sought, kind: str, name: str, code: str) -> str:
    said = {"q": sought.typed, "kind": kind, **{each: getattr(sought.filters, each) for each in FACETS}, name: code}
    return f"?{urlencode({key: value for key, value in said.items() if value})}"


def topics(reader: Reader) -> Mapping[str, str]:
    """What the topics are called by which anything that is searched is counted, by code."""
    known = (each.topics(reader) for each in searchers(reader) if each.topics is not None)
    return {code: str(label) for labels in known for code, label in labels.items()}


def _line(hit: Hit) -> HitLine:
    labels = (concept_label(each) for each in hit.concepts)
    return HitLine(hit, " · ".join(filter(None, hit.said)), ", ".join(filter(None, labels)))
