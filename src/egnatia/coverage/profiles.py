"""What an objective's labels are about, in any language: the terms that an activity may share with it."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from egnatia.coverage.framework import OBJECTIVE, PRIORITY, Objective, ObjectiveFramework, cut
from egnatia.language import concepts_of, folded_words, language_group, stem, telling, weight

INHERITED = 0.5  # a term of the priority above, against one of the objective itself
COMMON = 0.5  # a concept that many texts express, against a telling one
PHRASE = 0.8  # two words in a row
RARE_PHRASE = 13  # classes of both words together, from where on a phrase says something
WORD = 0.05  # for each class of a word
RARE_WORD = 8
CONTENT = 4  # words below this class carry nothing
# What the whole field is about says little for one of its objectives.
FIELD = frozenset({"violent extremism", "radicalisation", "terrorism"})  # no other field is about these
THEMES = FIELD | {"prevention", "security"}


@dataclass(frozen=True, slots=True)
class ProfileTerm:
    """A concept (no language), or a stem or two in a row in one language group."""

    lang: str
    words: tuple[str, ...]

    @property
    def is_concept(self) -> bool:
        return not self.lang

    @property
    def is_telling(self) -> bool:
        """Whether it can carry a suggestion: a telling concept or a phrase."""
        return self.words[0] in telling() - THEMES if self.is_concept else len(self.words) > 1


@dataclass(frozen=True, slots=True)
class Profiles:
    """Term -> objective -> how much it says for it, for every term of a framework. Themes of the field are read in any
    case, though no objective may use them."""

    said: dict[ProfileTerm, dict[str, float]]
    concepts: dict[str, ProfileTerm]
    written: dict[str, tuple[ProfileTerm, ...]]  # words and phrases by their first stem
    telling: frozenset[ProfileTerm]  # those that can carry a suggestion


@lru_cache(maxsize=32)
def profiles_of(framework: ObjectiveFramework) -> Profiles:
    """The terms of the objectives' labels, those of measures below them, and, weaker, of the priority above."""
    own: dict[ProfileTerm, dict[str, float]] = defaultdict(dict)
    for term, code, worth in _all_terms(framework):
        own[term][code] = max(worth, own[term].get(code, 0.0))
    written: dict[str, tuple[ProfileTerm, ...]] = defaultdict(tuple)
    for term in own:
        if not term.is_concept:
            written[term.words[0]] += (term,)
    concepts = {term.words[0]: term for term in own if term.is_concept}
    return Profiles(
        said={term: _parted(codes) for term, codes in own.items()},
        concepts=concepts | {theme: ProfileTerm("", (theme,)) for theme in FIELD},
        written=dict(written),
        telling=frozenset(term for term in own if term.is_telling),
    )


def _all_terms(framework: ObjectiveFramework) -> Iterator[tuple[ProfileTerm, str, float]]:
    leaves = [each.code for each in framework.objectives if each.level == OBJECTIVE]
    for each in framework.objectives:
        for term, worth in _terms(each):
            for code in _under(each, leaves):
                yield term, code, worth * (INHERITED if each.level == PRIORITY else 1)


def _under(objective: Objective, leaves: list[str]) -> list[str]:
    if objective.level >= OBJECTIVE:
        return [cut(objective.code)]
    if objective.level == PRIORITY:
        return [leaf for leaf in leaves if leaf.startswith(f"{objective.code}.")]
    return []


def _parted(codes: dict[str, float]) -> dict[str, float]:
    """A term that several objectives use says less for each of them."""
    several = sum(codes.values()) / max(codes.values())
    return {code: worth / several**0.5 for code, worth in codes.items()}


def _terms(objective: Objective) -> Iterator[tuple[ProfileTerm, float]]:
    found: Counter[str] = Counter()
    for lang, label in objective.labels.items():
        group, row = language_group(lang), folded_words(label)
        said = concepts_of(row, lang).keys()
        found.update(dict.fromkeys(said, len(objective.labels) if group == "en" else 1))
        yield from _written(group, row, lang)
    for concept, languages in found.items():
        if 2 * languages > len(objective.labels):  # what one translation alone says may be a chance
            yield ProfileTerm("", (concept,)), 1.0 if concept in telling() - THEMES else COMMON


def _written(group: str, row: list[str], lang: str) -> Iterator[tuple[ProfileTerm, float]]:
    """Words that are no part of a concept, and phrases with at least one of them."""
    stems = [stem(word) for word in row]
    alone = [frozenset(concepts_of([word], lang)) for word in row]
    pairs = [frozenset(concepts_of(list(two), lang)) - (alone[n] | alone[n + 1]) for n, two in enumerate(pairwise(row))]
    for number, each in enumerate(stems):
        in_concept = alone[number] or any(pairs[max(0, number - 1) : number + 1])
        if not in_concept and weight(each) >= RARE_WORD:
            yield ProfileTerm(group, (each,)), WORD * weight(each)
    for number, (a, b) in enumerate(pairwise(stems)):
        first, second = alone[number], alone[number + 1]
        carried = min(weight(a), weight(b)) >= CONTENT and weight(a) + weight(b) >= RARE_PHRASE
        if carried and not (first and second) and not pairs[number] and not THEMES & (first | second):
            yield ProfileTerm(group, (a, b)), PHRASE
