"""Which objectives an activity may serve, with the evidence: an estimate until a person confirms it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import exp

from egnatia.coverage.codes import PRIORITY, cut
from egnatia.coverage.described import Described, Evidence, Suggestion
from egnatia.coverage.framework import Framework
from egnatia.coverage.profiles import Profiles, Term, profiles_of
from egnatia.coverage.reading import as_written, in_field, worth_of

MOST = 3
FLOOR = 1.15  # of what is said for an objective
IN_FIELD = 0.85  # the same, of an activity whose sector or words are of the framework's field
NEAR = 0.6  # of what is said for the first one: what falls below this, and below FLOOR, is left out
LEADS = 0.8  # a crosswalk to one objective


@dataclass(slots=True)
class _Case:
    """What is said for one objective."""

    code: str
    terms: dict[Term, float] = field(default_factory=dict)
    sectors: dict[str, float] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """All that is said; a word inside a phrase only once."""
        inside = {word for term in self.terms if len(term.words) > 1 for word in term.words}
        single = (term for term in self.terms if not term.is_concept and term.words[0] in inside)
        again = sum(self.terms[term] for term in single if len(term.words) == 1)
        return sum(self.terms.values()) - again + sum(self.sectors.values())


def suggest_objectives(described: Described, framework: Framework) -> tuple[Suggestion, ...]:
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


def _leads(described: Described, framework: Framework) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sector -> the objectives that a crosswalk leads to."""
    for sector in sorted(described.sectors):
        scheme, _, code = sector.partition(":")
        if targets := framework.crosswalks.get(scheme, {}).get(code):
            yield sector, targets


def _cases(found: dict[Term, float], led: dict[str, tuple[str, ...]], profiles: Profiles) -> list[_Case]:
    """What is said for each objective that shares a term with the activity."""
    terms: dict[str, dict[Term, float]] = defaultdict(dict)
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
    crosswalks = (Evidence("crosswalk", tuple(case.sectors)),) if case.sectors else ()
    terms = Evidence("terms", as_written(strongest, described))
    return Suggestion(case.code, round(1 - exp(-case.total), 2), (*crosswalks, terms))
