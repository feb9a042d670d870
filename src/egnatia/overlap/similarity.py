"""Similar work, worth a look: how much two activities have in common, feature by feature, without a verdict.

The score is the sum of its reasons. What differs takes points away and rules no pair out: a person reads on. Worked out
where it is asked for, never for all pairs, never stored, and in no total.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from egnatia.language import telling
from egnatia.overlap import cross_language, evidence, features
from egnatia.overlap.activity import OrganisationMention
from egnatia.overlap.agreement import DAYS_OF_A_MONTH, DAYS_OF_AN_END, EXACT, ROUND
from egnatia.overlap.amounts import comparable, of_other_order
from egnatia.overlap.cognates import Names, in_spelling, in_words, names_in, shared_names, wording
from egnatia.overlap.concepts import WORTH, ConceptProfile, Worths, apart, worths
from egnatia.overlap.constants import SHIPPED
from egnatia.overlap.match import Evidence
from egnatia.overlap.prepare import Prepared
from egnatia.overlap.titles import Title
from egnatia.overlap.window import Window, days_of

# Points that each feature gives at most: those of texts, of facts, and what speaks against. Fitted on judged pairs
# (benchmarks/similar.py); those of facts that public registers never state are set beside them.
POINTS: Mapping[str, float] = {
    "title": 24.0,
    "meaning": 11.0,
    "description": 5.0,
    "name": 12.0,
    "concept": 12.0,
    "number": 3.0,
    "objective": 14.0,
    "type": 4.0,
    "group": 3.0,
    "place": 2.0,
    "receiver": 8.0,
    "partner": 7.0,
    "funder": 6.0,
    "economy": 4.0,
    "period": 9.0,
    "first_day": 7.0,
    "last_day": 8.0,
    "amount": 14.0,
    "identifier": 10.0,
    "other_receivers": -4.0,
    "other_places": -7.0,
    "other_economy": -20.0,
    "other_time": -13.0,
    "other_amount": -2.0,
    "other_numbers": -4.0,
}
BAND = 25.0  # score from which two activities are similar work, worth a look
FOLDED = 12.0  # … below which nothing is said; between the two they are folded away
LEAST, MOST = 0.1, 100.0  # of a score
# Concepts of the short list that say of every second project what it says, or mean roads as often as people.
EVERYDAY = frozenset({
    "awareness", "communities", "construction", "coordination", "education", "equipment", "grants", "health",
    "internet", "media", "prevention", "rehabilitation of persons", "research", "security", "staff", "strategy",
    "training",
})  # fmt: skip
# … and those that say for whom or with whom: alone they are no evidence of the work.
FOR_WHOM = frozenset({
    "children", "civil society", "families", "municipality", "schools", "teachers", "victims", "women", "youth",
})  # fmt: skip
MOST_NAMED = 4  # concepts, names and numbers of a reason
NAMES, CONCEPTS, NUMBERS = 3, 8, 2  # in common, from which more says no more
MOST_FAMILIES, WORTH_OF_FAMILIES = 3, 30.0  # of the lexicon that are counted, and what they are worth at most
TELLING_COUNTS = 3  # times as much as another concept
OF_MEANING = 0.9  # what likeness of the concepts of titles counts, where that of their words counts 1
OF_A_PRIORITY = 0.4  # of an objective: another one under the same priority
OF_ANOTHER_ROLE = 0.5  # of a partner: who implements the one and pays for or receives the other
OF_A_COMMON_DAY, OF_A_MONTH, OF_DAYS_NEAR, OF_A_YEAR = 0.6, 0.5, 0.3, 0.2  # of one day
OF_AN_ASSUMED_END = 0.15  # of a period, where an end or a begin is assumed: less than one year in common gives
OF_A_ROUND_SUM, OF_A_NEAR_SUM, OF_A_CONVERTED_SUM, OF_AN_UNSTATED_RATE = 0.7, 0.5, 0.4, 0.3  # of one sum
NEAR_SUM, CONVERTED_SUM = 0.05, 0.1  # of the larger, by which the smaller may differ
YEARS_APART = 4 * 365  # days between two activities from which more says no more
MUCH_ACROSS = 0.25  # likeness of meaning that texts in two languages hardly pass
GENERAL = 0.4  # what is left of the likeness of titles that say nothing of their own


@dataclass(frozen=True, slots=True)
class SimilarityReason:
    """One feature: what is shared, as written on each side and in neutral terms, and its points; against: below 0."""

    feature: str  # of POINTS
    points: float
    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    def swapped(self) -> "SimilarityReason":
        return replace(self, left=self.right, right=self.left)


@dataclass(frozen=True, slots=True)
class Similarity:
    """What two activities have in common. `by_names`: a language is one that the lexicon lacks, so that texts were
    compared by names, words of one origin and numbers alone."""

    score: float  # 0..100, the sum of the points
    reasons: tuple[SimilarityReason, ...]  # those with the most points first
    by_names: bool = False

    @property
    def worth_a_look(self) -> bool:
        """Whether it is in the middle band; what is not is folded."""
        return self.score >= BAND

    def swapped(self) -> "Similarity":
        """The same, read from the other activity."""
        return replace(self, reasons=tuple(each.swapped() for each in self.reasons))


def similar(
    a: Prepared, b: Prepared, likeness: float, points: Mapping[str, float] = POINTS, cut: float = FOLDED
) -> Similarity | None:
    """How similar the two are, or None below `cut`. `likeness` is that of their rows (`rows.likenesses`), 0..1.

    Pure: `similar(a, b, likeness) == similar(b, a, likeness).swapped()`.
    """
    found = _points(a, b, likeness, points)
    if sum(found.values()) < max(cut, LEAST):
        return None
    given = _at_most(found)
    told = _told(a, b)
    reasons = [SimilarityReason(name, worth, *_sides(told[name])) for name, worth in given.items() if worth]
    reasons.sort(key=lambda each: (-each.points, each.feature))
    return Similarity(round(sum(given.values()), 1), tuple(reasons), by_names(a, b))


def total(a: Prepared, b: Prepared, likeness: float) -> float:
    """The score alone, which takes a small part of the time; it may be below 0."""
    return min(MOST, sum(_points(a, b, likeness, POINTS).values()))


def _points(a: Prepared, b: Prepared, likeness: float, points: Mapping[str, float]) -> dict[str, float]:
    return {name: round(points[name] * value, 1) for name, value in values(a, b, likeness).items()}


def _at_most(found: Mapping[str, float]) -> dict[str, float]:
    """Points that add up to a hundred at most: what is beyond is taken from all that speaks for it."""
    total, positive = sum(found.values()), sum(each for each in found.values() if each > 0)
    if total <= MOST:
        return dict(found)
    share = 1 - (total - MOST) / positive
    given = {name: round(each * share, 1) if each > 0 else each for name, each in found.items()}
    first = max(given, key=lambda name: (given[name], name))
    given[first] = round(given[first] + MOST - sum(given.values()), 1)
    return given


def values(a: Prepared, b: Prepared, likeness: float) -> dict[str, float]:
    """Feature -> 0..1, those that are not 0. Each is symmetric, and another fact in common lowers none for the pair."""
    much = MUCH_ACROSS if apart(a.said, b.said) or by_names(a, b) else SHIPPED.much_alike
    titles = max((_titles(one, other) for one in a.titles for other in b.titles), default=0.0)
    found = {
        "title": max(titles, OF_MEANING * _titles_meant(a, b)),
        "meaning": min(1.0, max(0.0, likeness - SHIPPED.likeness_floor) / (much - SHIPPED.likeness_floor)),
        "description": _described(a, b),
        "name": min(1.0, len(shared_names(_names(a), _names(b))) / NAMES),
        "concept": _concepts(a, b),
        **_numbers(a, b),
        **_kinds(a, b),
        **_parties(a, b),
        **_where(a, b),
        **_when(a, b),
        **_sums(a, b),
        "identifier": float(bool(_stems(a) & _stems(b))),
    }
    return {name: value for name, value in found.items() if value}


def _titles(one: Title, other: Title) -> float:
    """How alike two titles are in words or in spelling; less where both are general."""
    left, right = wording(one.plain), wording(other.plain)
    alike = max(in_words(left, right), 2 * in_spelling(left, right) - 1)
    own = min(1.0, min(left.weight, right.weight) / SHIPPED.telling_title)
    return alike * (GENERAL + (1 - GENERAL) * own)


def _titles_meant(a: Prepared, b: Prepared) -> float:
    """How alike the titles are in concepts of the lexicon, whatever their languages."""
    mine, theirs = _worths(a.said.titles), _worths(b.said.titles)
    shared = sum(worth * theirs[family] for family, worth in mine.items() if family in theirs)
    if not shared:
        return 0.0
    own, other = (sum(worth * worth for worth in row.values()) for row in (mine, theirs))
    return float(shared / math.sqrt(own * other))


@lru_cache(maxsize=1 << 15)
def _worths(row: bytes) -> Worths:
    return worths(row)


def _names(a: Prepared) -> Names:
    texts = (*a.activity.descriptions, *a.activity.titles)
    return {key: name for text in texts for key, name in names_in(text).items()}


def _concepts(a: Prepared, b: Prepared) -> float:
    """Concepts of the short list in common, telling ones counted three times; or what the three most telling families
    of the lexicon are worth that both express."""
    shared = (a.concepts & b.concepts) - EVERYDAY
    listed = len(shared) + (TELLING_COUNTS - 1) * len(shared & telling())
    mine, theirs = _expressed(a.said), _expressed(b.said)
    worth = sorted([min(worth, theirs[family]) for family, worth in mine.items() if family in theirs])[-MOST_FAMILIES:]
    return min(1.0, max(listed / CONCEPTS, sum(worth) / WORTH / WORTH_OF_FAMILIES))


@lru_cache(maxsize=1 << 15)
def _expressed(said: ConceptProfile) -> Worths:
    return worths(said.descriptions) | worths(said.titles)


def _described(a: Prepared, b: Prepared) -> float:
    """How alike the descriptions are, or how much of a title the other's description holds: in words or in concepts."""
    in_words = max(features.description_words(a, b), features.title_in_description(a, b))
    if not apart(a.said, b.said):
        return in_words
    return max(in_words, cross_language.descriptions_meant(a, b), cross_language.title_meant_in_description(a, b))


def _counted(a: Prepared) -> frozenset[str]:
    """Phases, parts and years in its titles, and what its texts cite."""
    return _phases(a).union(a.cited, *(title.years for title in a.titles))


def _phases(a: Prepared) -> frozenset[str]:
    return frozenset[str]().union(*(title.numbers for title in a.titles))


def _numbers(a: Prepared, b: Prepared) -> dict[str, float]:
    mine, theirs = _phases(a), _phases(b)
    return {
        "number": min(1.0, len(_counted(a) & _counted(b)) / NUMBERS),
        "other_numbers": float(bool(mine and theirs and not mine & theirs)),
    }


def _kinds(a: Prepared, b: Prepared) -> dict[str, float]:
    one, other = a.activity, b.activity
    priorities = ({each.rpartition(".")[0] for each in side.objectives} - {""} for side in (one, other))
    near = OF_A_PRIORITY * bool(set.intersection(*priorities))
    return {
        "objective": 1.0 if one.objectives & other.objectives else near,
        "type": float(bool(one.types & other.types)),
        "group": float(bool(one.groups & other.groups)),
    }


def _parties(a: Prepared, b: Prepared) -> dict[str, float]:
    """Who receives, carries out and pays for it."""
    crossed = a.implementers & (b.receivers | b.funders) or b.implementers & (a.receivers | a.funders)
    partner = 1.0 if a.implementers & b.implementers else OF_ANOTHER_ROLE * bool(crossed)
    return {
        "receiver": float(bool(a.receivers & b.receivers)),
        "other_receivers": float(bool(a.receivers and b.receivers and not a.receivers & b.receivers)),
        "partner": partner,
        "funder": float(bool(a.money & b.money or a.funders & b.funders)),
    }


def _where(a: Prepared, b: Prepared) -> dict[str, float]:
    one, other = a.activity.economies, b.activity.economies
    return {
        "economy": float(bool(one & other)),
        "other_economy": float(bool(one and other and not one & other)),
        "place": float(bool(a.places & b.places)),
        "other_places": float(features.elsewhere(a, b, SHIPPED)),
    }


def _when(a: Prepared, b: Prepared) -> dict[str, float]:
    """Days in common, one first or last day; or how far apart they are."""
    one, other = a.activity, b.activity
    gap = -a.window.shared_days(b.window) if a.window and b.window else 0
    return {
        "period": _period(a.window, b.window),
        "first_day": _one_day(one.start, other.start, common="01-01"),
        "last_day": _one_day(one.end, other.end, common="12-31"),
        "other_time": min(1.0, max(0, gap) / YEARS_APART),
    }


def _period(one: Window | None, other: Window | None) -> float:
    """The share of days in common; little where a begin or an end is only assumed."""
    if one is None or other is None:
        return 0.0
    if one.assumed or other.assumed:
        return OF_AN_ASSUMED_END * (one.shared_days(other) > 0)
    return one.in_common(other)


def _one_day(left: str, right: str, common: str) -> float:
    """How surely two stated dates are one; a year that both state says little, nor does its first or last day."""
    one, other = days_of(left), days_of(right)
    if not one or not other:
        return 0.0
    exact = one[0] == one[1] and other[0] == other[1]
    if exact and abs(one[0] - other[0]) <= (DAYS_OF_AN_END if common == "12-31" else 0):
        return OF_A_COMMON_DAY if common in (left[5:], right[5:]) else 1.0
    if one == other:
        return OF_A_MONTH if one[1] - one[0] <= DAYS_OF_A_MONTH else OF_A_YEAR
    return OF_DAYS_NEAR if exact and abs(one[0] - other[0]) <= DAYS_OF_A_MONTH else 0.0


def _sums(a: Prepared, b: Prepared) -> dict[str, float]:
    """One sum in one currency, or roughly one in two."""
    if of_other_order(a.amount, b.amount, SHIPPED.other_scale):
        return {"other_amount": 1.0}
    both = comparable(a.amount, b.amount) if a.amount and b.amount else None
    if not both or not a.amount or not b.amount:
        return {}
    less, more = min(both), max(both)
    if a.amount.same_currency(b.amount) is False:
        return {"amount": OF_A_CONVERTED_SUM * (more - less <= CONVERTED_SUM * more)}
    if more - less <= more / EXACT:
        return {"amount": 1.0 if less % ROUND or more % ROUND else OF_A_ROUND_SUM}
    if more - less <= NEAR_SUM * more:
        return {"amount": OF_A_NEAR_SUM}
    unstated = a.amount.same_currency(b.amount) is None
    return {"amount": OF_AN_UNSTATED_RATE * (unstated and more - less <= CONVERTED_SUM * more)}


def _stems(a: Prepared) -> frozenset[str]:
    return frozenset(map(_stem, a.identifiers)) | a.numbers


@lru_cache(maxsize=1 << 15)
def _stem(identifier: str) -> str:
    """An identifier without the number of a part behind it: "xm-dac-7-12345-01" is part of "xm-dac-7-12345"."""
    head, _, part = identifier.rpartition("-")
    return head if len(part) <= 3 and sum(map(str.isdigit, head)) >= 5 else identifier


def by_names(a: Prepared, b: Prepared) -> bool:
    """Whether they share no language that is stated, and the lexicon lacks one of theirs."""
    unread = any(each.titles and not each.said.tongues for each in (a, b))
    return unread and not a.languages & b.languages


def _told(a: Prepared, b: Prepared) -> dict[str, list[Evidence]]:
    """What is shared, or what differs, by feature."""
    one, other, homes = a.activity, b.activity, evidence.homes(a, b)
    found: dict[str, list[Evidence]] = defaultdict(list)
    for each in (*_words_told(a, b), *evidence.common_facts(a, b)):
        found[each.kind].append(each)
    found["partner"] += evidence.organisations("partner", one.implementers, other.implementers, homes)
    found["funder"] += evidence.organisations("funder", _payers(a), _payers(b), homes)
    found["period"] = found["time"]
    for feature, left, right in (
        ("first_day", one.start, other.start),
        ("last_day", one.end, other.end),
        ("other_time", f"{one.start}/{one.end}", f"{other.start}/{other.end}"),
    ):
        found[feature] = [Evidence(feature, (left,), (right,), (left,) if left == right else ())]
    receiving = [tuple(each.name for each in side.receivers) for side in (one, other)]
    found["other_receivers"] = [Evidence("other_receivers", *receiving)]
    found["other_places"] = [Evidence("other_places", tuple(sorted(one.places)), tuple(sorted(other.places)))]
    found["other_amount"] = found["amount"]
    found["identifier"] = [Evidence("identifier", one.identifiers[:1], other.identifiers[:1])]
    return found


def _payers(a: Prepared) -> tuple[OrganisationMention, ...]:
    return a.activity.funders or a.activity.reporters


def _words_told(a: Prepared, b: Prepared) -> Iterator[Evidence]:
    """Names, numbers and concepts: never everyday words, nor the name of an economy."""
    for mine, theirs in shared_names(_names(a), _names(b))[:MOST_NAMED]:
        yield Evidence("name", (mine,), (theirs,), (min(mine, theirs),))
    if numbers := tuple(sorted(_counted(a) & _counted(b)))[:MOST_NAMED]:
        yield Evidence("number", numbers, numbers, numbers)
    yield from _listed(a, b)[:MOST_NAMED]


def _listed(a: Prepared, b: Prepared) -> list[Evidence]:
    """Concepts of the short list, telling ones first; nothing where they only say for whom and where."""
    shared = sorted((a.concepts & b.concepts) - EVERYDAY, key=lambda each: (each not in telling(), each))
    if FOR_WHOM.issuperset(shared):
        return []
    return [Evidence("concept", (each,), (each,), (each,)) for each in shared]


def _sides(found: list[Evidence]) -> tuple[tuple[str, ...], ...]:
    """The left, the right and the shared words of some evidence, each once."""
    rows = ([each.left for each in found], [each.right for each in found], [each.shared for each in found])
    return tuple(tuple(dict.fromkeys(word for words in row for word in words)) for row in rows)
