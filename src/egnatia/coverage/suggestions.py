"""Objectives that an activity may serve, each with its evidence: an estimate until a person confirms it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import exp
from typing import Literal, Protocol

from egnatia.coverage.framework import PRIORITY, ObjectiveFramework, cut
from egnatia.coverage.profiles import FIELD, Profiles, ProfileTerm, profiles_of
from egnatia.language import concept_words, concepts_of, folded_words, language_group, stem, words


class StatedText(Protocol):
    """A text and the language its source states for it ("" where none is stated)."""

    @property
    def text(self) -> str: ...

    @property
    def lang(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Described:
    """What an activity says of itself; `egnatia.overlap.Text` fits as a text."""

    titles: tuple[StatedText, ...] = ()
    descriptions: tuple[StatedText, ...] = ()
    sectors: frozenset[str] = frozenset()  # "DAC:15210", "scheme:code"


@dataclass(frozen=True, slots=True)
class SuggestionEvidence:
    """Why an objective is suggested: a sector or an objective elsewhere that leads to it, or terms in common."""

    kind: Literal["crosswalk", "terms"]
    what: tuple[str, ...]  # "DAC:15210"; or the terms, as the activity writes them


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An objective that an activity may serve: an estimate until a person confirms it."""

    code: str
    weight: float  # 0..1
    evidence: tuple[SuggestionEvidence, ...]


IN_DESCRIPTION = 0.5  # a term only there, against one in the title
LONGEST = 1_500  # characters of a text that are read


def worth_of(described: Described, profiles: Profiles) -> dict[ProfileTerm, float]:
    """Term -> what it is worth: 1 in a title, less where only the description has it."""
    found: dict[ProfileTerm, float] = {}
    for texts, worth in ((described.titles, 1.0), (described.descriptions, IN_DESCRIPTION)):
        for text in texts:
            for term in _terms(text, profiles):
                found.setdefault(term, worth)
    return found


def in_field(terms: Iterable[ProfileTerm]) -> bool:
    """Whether one of the terms is a theme that no other field has."""
    return any(term.is_concept and term.words[0] in FIELD for term in terms)


def as_written(terms: Iterable[ProfileTerm], described: Described) -> tuple[str, ...]:
    """The terms as the activity writes them, in the order given; what stands inside another is left out."""
    texts = [_Written(each) for each in (*described.titles, *described.descriptions)]
    found = [next(filter(None, (text.of(term) for text in texts)), "") for term in terms]
    return tuple(dict.fromkeys(each for each in found if each and not _inside_another(each.lower(), found)))


def _inside_another(lower: str, found: list[str]) -> bool:
    return any(lower != other.lower() and lower in other.lower() for other in found)


def _terms(text: StatedText, profiles: Profiles) -> Iterator[ProfileTerm]:
    """A word counts in the language of its label. English is read in every text, all languages where none is stated."""
    row = folded_words(text.text[:LONGEST])
    for concept in concepts_of(row, text.lang):
        if concept in profiles.concepts:
            yield profiles.concepts[concept]
    group, stems = language_group(text.lang), [*map(stem, row), ""]
    for number, each in enumerate(stems):
        for term in profiles.written.get(each, ()):
            read = term.lang in (group, "en") or not group
            if read and term.words[-1] == stems[number + len(term.words) - 1]:
                yield term


@dataclass(slots=True)
class _Written:
    """A text whose words are looked up."""

    text: StatedText

    def of(self, term: ProfileTerm) -> str:
        """The first words of the text that make the term; "" where it has none."""
        start = self.text.text[:LONGEST]
        if term.is_concept:
            return concept_words(start, self.text.lang).get(term.words[0], "")
        row = list(words(start))
        for number in range(len(row) - len(term.words) + 1):
            span = row[number : number + len(term.words)]
            if tuple(word.stem for word in span) == term.words:
                return " ".join(word.written for word in span)
        return ""


MOST = 3
FLOOR = 1.15  # of what is said for an objective
IN_FIELD = 0.85  # the same, of an activity whose sector or words are of the framework's field
NEAR = 0.6  # of what is said for the first one: what falls below this, and below FLOOR, is left out
LEADS = 0.8  # a crosswalk to one objective


@dataclass(slots=True)
class _Case:
    """What is said for one objective."""

    code: str
    terms: dict[ProfileTerm, float] = field(default_factory=dict)
    sectors: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """All that is said; a word inside a phrase only once."""
        inside = {word for term in self.terms if len(term.words) > 1 for word in term.words}
        single = (term for term in self.terms if not term.is_concept and term.words[0] in inside)
        again = sum(self.terms[term] for term in single if len(term.words) == 1)
        return sum(self.terms.values()) - again + sum(self.sectors.values())


def suggest_objectives(described: Described, framework: ObjectiveFramework) -> tuple[Suggestion, ...]:
    """At most three objectives that the activity may serve, the likeliest first, each with its evidence.

    Terms shared with an objective's labels are added up - telling concepts, other concepts, phrases, rare words; those
    of the priority above less, those that several objectives use less, those outside the title half - and so are
    crosswalks from the activity's sectors. A sector or a common term alone suggests nothing: one telling term of the
    objective or of its priority must be there, in the title unless the activity is in the framework's field (its
    sector has a crosswalk, or it speaks of terrorism, extremism or radicalisation). Pure; reads no other activity.
    """
    profiles = profiles_of(framework)
    found = worth_of(described, profiles)
    if not found:
        return ()
    led = dict(_leads(described, framework))
    near = bool(led) or in_field(found)
    cases = _cases(found, led, profiles)
    carried = {
        cut(case.code, PRIORITY)
        for case in cases
        if any(term in profiles.telling and (near or found[term] == 1) for term in case.terms)
    }
    floor = IN_FIELD if near else FLOOR
    kept = [case for case in cases if case.total >= floor and cut(case.code, PRIORITY) in carried]
    kept.sort(key=lambda case: (-case.total, case.code))
    close = [case for case in kept if case.total >= min(FLOOR, NEAR * kept[0].total)]
    return tuple(_suggestion(case, described) for case in close[:MOST])


def _leads(described: Described, framework: ObjectiveFramework) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sector -> the objectives that a crosswalk leads to."""
    for sector in sorted(described.sectors):
        scheme, _, code = sector.partition(":")
        if targets := framework.crosswalks.get(scheme, {}).get(code):
            yield sector, targets


def _cases(found: dict[ProfileTerm, float], led: dict[str, tuple[str, ...]], profiles: Profiles) -> list[_Case]:
    """What is said for each objective that shares a term with the activity."""
    terms: dict[str, dict[ProfileTerm, float]] = defaultdict(dict)
    for term, worth in found.items():
        for code, value in profiles.said.get(term, {}).items():
            terms[code][term] = worth * value
    cases = {code: _Case(code, shared) for code, shared in terms.items()}
    for sector, targets in led.items():
        for code in cases.keys() & set(targets):
            cases[code].sectors[sector] = LEADS / len(targets) ** 0.5
    return list(cases.values())


def _suggestion(case: _Case, described: Described) -> Suggestion:
    strongest = sorted(case.terms, key=lambda term: (-case.terms[term], term.words))
    crosswalks = (SuggestionEvidence("crosswalk", tuple(case.sectors)),) if case.sectors else ()
    terms = SuggestionEvidence("terms", as_written(strongest, described))
    return Suggestion(case.code, round(1 - exp(-case.total), 2), (*crosswalks, terms))
