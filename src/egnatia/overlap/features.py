"""The parts of a score: what two activities have in common in one respect, 0..1, or None where one side is silent."""

from egnatia.language import is_economy, telling
from egnatia.overlap.amounts import likeness as amounts_alike
from egnatia.overlap.concepts import apart
from egnatia.overlap.constants import Constants
from egnatia.overlap.cross_language import OF_DESCRIPTION, meant
from egnatia.overlap.prepare import Prepared
from egnatia.overlap.titles import Title, cosine, near_equal, shared_weight, whole_weight

MUCH_SHARED_DESCRIPTION = 0.35  # cosine of two descriptions that speak of one thing
CONCEPTS_WITHOUT_A_TELLING_ONE = 0.5
OTHER_NUMBERS = 0.7
OF_MANY_ECONOMIES = 0.6  # what is left of a common place where a side works in many, or where the places differ
OF_CONCEPTS = 0.9  # what likeness of concepts counts, where that of the titles' words counts 1
TELLING_COUNTS = 3  # times as much as another concept


def place(a: Prepared, b: Prepared, constants: Constants) -> float | None:
    """Economies in common; less where one works in many, or where both name places and none is shared."""
    left, right = a.activity.economies, b.activity.economies
    if not left or not right:
        return None
    shared = len(left & right) / min(len(left), len(right))
    if max(len(left), len(right)) > constants.few_economies:
        shared *= OF_MANY_ECONOMIES
    if a.places and b.places and not a.places & b.places:
        shared *= OF_MANY_ECONOMIES
    return shared


def elsewhere(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether both name a few places and none is shared."""
    few = 0 < len(a.places) <= constants.most_places and 0 < len(b.places) <= constants.most_places
    return few and not a.places & b.places


def purpose(a: Prepared, b: Prepared) -> float | None:
    """Objectives in common where both have them; a priority or a sector in common counts half; else sectors."""
    left, right = a.activity, b.activity
    by_sector = sectors(left.sectors, right.sectors)
    shared = _share(left.objectives, right.objectives)
    if shared is None:
        return by_sector
    if shared == 0.0 and {o.rpartition(".")[0] for o in left.objectives} & {
        o.rpartition(".")[0] for o in right.objectives
    }:
        shared = 0.5
    return max(shared, (by_sector or 0.0) / 2)


def sectors(left: frozenset[str], right: frozenset[str]) -> float | None:
    """1 for a DAC purpose (five digits) in common; 0.5 for a category or a sector of another list, which are broad.

    None where the two use different lists.
    """
    shared = left & right
    if any(s.startswith("DAC:") and len(s) > len("DAC:151") for s in shared):
        return 1.0
    if shared or {s[:7] for s in left if s[:4] == "DAC:"} & {s[:7] for s in right if s[:4] == "DAC:"}:
        return 0.5
    lists = {s.partition(":")[0] for s in left if ":" in s} & {s.partition(":")[0] for s in right if ":" in s}
    return 0.0 if lists else None


def _share(left: frozenset[str], right: frozenset[str]) -> float | None:
    if not left or not right:
        return None
    return len(left & right) / min(len(left), len(right))


def receiver(a: Prepared, b: Prepared) -> float | None:
    """1 where a receiving institution is shared."""
    if not a.receivers or not b.receivers:
        return None
    return 1.0 if a.receivers & b.receivers else 0.0


def time(a: Prepared, b: Prepared) -> float | None:
    """From 0.5 for a day in common to 1 for the whole of the shorter; activities that are apart are no overlap."""
    if a.window is None or b.window is None:
        return None
    value = 0.5 + 0.5 * a.window.shared_days(b.window) / min(a.window.days, b.window.days)
    return value * 0.9 if a.window.assumed or b.window.assumed else value


def time_in_common(a: Prepared, b: Prepared) -> float | None:
    """Days in both out of the days in either, 0..1: two reports of one piece of work state nearly the same dates."""
    return None if a.window is None or b.window is None else a.window.in_common(b.window)


def types(a: Prepared, b: Prepared) -> float | None:
    """Intervention types in common."""
    return _share(a.activity.types, b.activity.types)


def groups(a: Prepared, b: Prepared) -> float | None:
    """Target groups in common."""
    return _share(a.activity.groups, b.activity.groups)


def size(a: Prepared, b: Prepared) -> float | None:
    """How alike the amounts or their bands are."""
    return amounts_alike(a.amount, b.amount)


def title_words(a: Prepared, b: Prepared) -> float:
    """How alike the best pair of titles is by weighted words; less where numbers tell lots or phases apart."""
    return max((_titles_alike(left, right) for left in a.titles for right in b.titles), default=0.0)


def _titles_alike(left: Title, right: Title) -> float:
    apart = left.numbers and right.numbers and not left.numbers & right.numbers
    return cosine(left.terms, right.terms) * (OTHER_NUMBERS if apart else 1.0)


def description_words(a: Prepared, b: Prepared) -> float:
    """How alike the descriptions are; 1 from the level at which two speak of one thing."""
    return min(1.0, cosine(a.description, b.description) / MUCH_SHARED_DESCRIPTION)


def theme(a: Prepared, b: Prepared, constants: Constants) -> float:
    """How alike the texts are without rare words: names of places and programmes say where, not what."""
    limit = constants.name_weight
    of_titles = max((_in_common_words(t.terms, o.terms, limit) for t in a.titles for o in b.titles), default=0.0)
    of_descriptions = _in_common_words(a.description, b.description, limit) / MUCH_SHARED_DESCRIPTION
    return max(of_titles, min(1.0, of_descriptions))


def _in_common_words(left: dict[str, int], right: dict[str, int], limit: int) -> float:
    """As `cosine`, of the words whose weight is below a limit."""
    weights = (left[s] for s in left.keys() & right.keys())
    shared = sum([w * w for w in weights if w < limit])
    return shared / (_below(left, limit) * _below(right, limit)) ** 0.5 if shared else 0.0


def _below(terms: dict[str, int], limit: int) -> int:
    return sum([w * w for w in terms.values() if w < limit])


def title_in_description(a: Prepared, b: Prepared) -> float:
    """How much of a title's weight the other's description holds."""
    return max(_held(a, b), _held(b, a))


def _held(a: Prepared, b: Prepared) -> float:
    held = ((shared_weight(t.terms, b.description), t.terms) for t in a.titles)
    return max((shared / whole_weight(terms) for shared, terms in held if shared), default=0.0)


def concept_likeness(a: Prepared, b: Prepared) -> float | None:
    """Concepts in common, telling ones counted three times; None where a side expresses fewer than two."""
    if len(a.concepts) < 2 or len(b.concepts) < 2:
        return None
    specific = telling()
    left, right, shared = (
        sum(TELLING_COUNTS if c in specific else 1 for c in found)
        for found in (a.concepts, b.concepts, a.concepts & b.concepts)
    )
    alike = 2 * shared / (left + right)
    return alike if a.concepts & b.concepts & specific else alike * CONCEPTS_WITHOUT_A_TELLING_ONE


def one_language(a: Prepared, b: Prepared) -> bool:
    """Whether the titles may be in one language; unknown counts as may."""
    return not a.languages or not b.languages or bool(a.languages & b.languages)


def text(a: Prepared, b: Prepared) -> float | None:
    """Titles and descriptions compared apart, and concepts across languages. None where no words can be compared."""
    if not a.titles or not b.titles:
        return None
    by_words = max(
        title_words(a, b), OF_DESCRIPTION * description_words(a, b), OF_DESCRIPTION * title_in_description(a, b)
    )
    if apart(a.said, b.said):
        by_words = max(by_words, meant(a, b))
    by_concepts = concept_likeness(a, b)
    if by_concepts is None:
        return by_words if by_words or one_language(a, b) else None
    return max(by_words, OF_CONCEPTS * by_concepts)


def best_title(a: Prepared, b: Prepared, constants: Constants) -> float:
    """How alike the best pair of titles is, or 0.0 where none is nearly equal."""
    pairs = ((left, right) for left in a.titles for right in b.titles)
    return max((near_equal(left, right, constants.near_equal) for left, right in pairs), default=0.0)


def shared_economies(a: Prepared, b: Prepared) -> frozenset[str]:
    """Economies proper (no names of regions) in common."""
    return frozenset(filter(is_economy, a.activity.economies & b.activity.economies))
