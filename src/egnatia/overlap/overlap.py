"""Kind *overlap*: different money, same purpose, and one specific thing in common."""

from egnatia.language import UNLISTED, telling, weight
from egnatia.overlap import cross_language, doubts, evidence, features
from egnatia.overlap.agreement import ENOUGH_IN_OTHER_SECTORS, ONE_AMOUNT, of_amounts, of_hands, one_work
from egnatia.overlap.amounts import at_most, of_other_order
from egnatia.overlap.constants import Constants
from egnatia.overlap.descriptions import both_describe, tell_the_same
from egnatia.overlap.difference import (
    another_round,
    in_other_words,
    of_one_sort,
    only_received_by_one,
    under_other_titles,
)
from egnatia.overlap.identity import references
from egnatia.overlap.match import Evidence, MatchResult, compose
from egnatia.overlap.organisations import home_of, known_as
from egnatia.overlap.prepare import Prepared

SHORTEST_NAME = 5
LONGEST_CODE = 3  # letters; longer ones are words
_OF_WORDS = frozenset({"concept", "name", "meaning", "text"})  # specific things that texts alone tell


def overlap(a: Prepared, b: Prepared, constants: Constants) -> MatchResult | None:
    """Place, time and objective alone make a cell of the matrix; a match also needs something specific in common."""
    if not _may_overlap(a, b):
        return None
    text = features.text(a, b)
    purpose = features.purpose(a, b)
    if not _one_purpose(a, b, text, purpose, constants) or _elsewhere(a, b, text, constants):
        return None
    if _at_any_time(a, b, text, constants) or (a.pooled and b.pooled) or _of_other_scale(a, b, text, constants):
        return None
    specific = specific_things(a, b, text, constants)
    if not specific or _another_round(a, b, constants) or _of_another_work(a, b, text, specific, constants):
        return None
    values = {
        "place": features.place(a, b, constants),
        "purpose": purpose,
        "receiver": features.receiver(a, b),
        "time": features.time(a, b),
        "type": features.types(a, b),
        "text": text,
        "group": features.groups(a, b),
        "size": features.size(a, b),
    }
    return compose(
        "overlap",
        constants.overlap_weights,
        values,
        evidence=_evidence(a, b),
        doubts=(
            *doubts.of_one_project(a, b, constants),
            *doubts.of_facts(a, b, constants),
            *doubts.of_texts(a, b, constants),
            *doubts.of_purpose(a, b),
        ),
    )


def _may_overlap(a: Prepared, b: Prepared) -> bool:
    """Different money that is not passed from one to the other, one economy, no dates that are apart."""
    if a.money & b.money or _may_be_passed_on(a, b) or _may_be_passed_on(b, a) or references(a, b):
        return False
    if not features.shared_economies(a, b):
        return False
    if a.window and b.window:
        return a.window.shared_days(b.window) > 0
    return not _years(a) or not _years(b) or bool(_years(a) & _years(b))


def _may_be_passed_on(upper: Prepared, lower: Prepared) -> bool:
    """Whether the lower's money goes through the hands of the upper, and nothing says that it is not the same."""
    if not lower.money & upper.handlers or lower.activity.objectives & upper.activity.objectives:
        return False
    return at_most(lower.amount, upper.amount) is not False


def _years(a: Prepared) -> frozenset[str]:
    """Years in the titles: where dates are missing, they tell rounds of a programme apart."""
    return frozenset().union(*(t.years for t in a.titles))


def _one_purpose(a: Prepared, b: Prepared, text: float | None, purpose: float | None, constants: Constants) -> bool:
    """One objective or exact sector; else concepts, or at least two words that say something about the work."""
    if purpose == 1.0 or a.activity.objectives & b.activity.objectives:
        return True
    shared = a.concepts & b.concepts
    if a.receivers & b.receivers and (purpose or shared or a.activity.groups & b.activity.groups):
        return True
    if purpose == 0.0 and not (_one_in_title(a, b, constants) or _one_in_all_else(a, b, constants)):
        return False
    if len(shared) >= constants.purpose_concepts - bool(shared & telling()):
        return True
    return cross_language.one_meaning(a, b, constants) or _one_theme(a, b, text, constants)


def _one_theme(a: Prepared, b: Prepared, text: float | None, constants: Constants) -> bool:
    """Whether the words in common say something about the work, those that are no names too."""
    if (text or 0.0) < constants.purpose_floor or len(_telling_words(a, b, constants)) < 2:
        return False
    return features.theme(a, b, constants) >= constants.theme_floor


def _one_in_title(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """What outweighs different sectors, which registers code carelessly."""
    if a.title_concepts & b.title_concepts & telling() or features.title_words(a, b) >= constants.sector_floor:
        return True
    return cross_language.titles_meant(a, b) >= constants.meant_as_one


def _one_in_all_else(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether words, dates and who does it or what exactly it costs are the same: dates and words alone are those of
    an appeal."""
    if not of_hands(a, b) and of_amounts(a.amount, b.amount) < ONE_AMOUNT:
        return False
    return one_work(a, b, constants, ENOUGH_IN_OTHER_SECTORS)


def _at_any_time(a: Prepared, b: Prepared, text: float | None, constants: Constants) -> bool:
    """Whether a side states no dates, and no more is shared than words of titles: "emergency aid" of any year."""
    if (a.window and b.window) or (a.description and b.description):
        return False
    one = a.receivers & b.receivers or a.activity.objectives & b.activity.objectives or telling_concepts(a, b)
    return not one and not rare_names(a, b, constants) and (text or 0.0) < constants.undated_floor


def _another_round(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """Whether others carry out what has nearly one title or text, and no dates that both state say that they meet in
    time."""
    if a.window and b.window and not a.window.assumed and not b.window.assumed:
        return False
    if a.receivers & b.receivers or a.activity.objectives & b.activity.objectives:
        return False
    if not another_round(a, b):
        return False
    return features.title_words(a, b) >= constants.near_equal or tell_the_same(a, b, constants)


def _elsewhere(a: Prepared, b: Prepared, text: float | None, constants: Constants) -> bool:
    """Whether they are other works of the same sort in other places, unless the texts are one."""
    one = a.receivers & b.receivers or a.activity.objectives & b.activity.objectives
    return features.elsewhere(a, b, constants) and not one and (text or 0.0) < constants.near_equal


def _of_other_scale(a: Prepared, b: Prepared, text: float | None, constants: Constants) -> bool:
    """Whether one costs a small part of the other and only words connect them: a handbook, and a programme."""
    if not (_one_unit(a, b) and of_other_order(a.amount, b.amount, constants.other_scale)):
        return False
    if (text or 0.0) >= constants.scale_floor:
        return False
    one = a.receivers & b.receivers or a.activity.objectives & b.activity.objectives
    return not one and len(organisations_in_common(a, b)) < 2


def _one_unit(a: Prepared, b: Prepared) -> bool:
    """Whether amounts can be compared: both state their currency, or neither does in one register, which has one."""
    one, other = bool(a.amount and a.amount.currency), bool(b.amount and b.amount.currency)
    return one and other if one or other else bool(a.activity.source) and a.activity.source == b.activity.source


def _telling_words(a: Prepared, b: Prepared, constants: Constants) -> set[str]:
    """Words in common, of titles or of descriptions, that say something about the work."""
    shared = {s for left in a.titles for right in b.titles for s in left.terms.keys() & right.terms.keys()}
    shared |= a.description.keys() & b.description.keys()
    return {s for s in shared if weight(s) >= constants.word_weight}


def specific_things(a: Prepared, b: Prepared, text: float | None, constants: Constants) -> tuple[str, ...]:
    """Which kinds of specific things the two have in common; empty for a mere cell of the matrix."""
    found = {
        "objective": a.activity.objectives & b.activity.objectives,
        "receiver": a.receivers & b.receivers,
        "concept": _more_than_a_sector(a, b),
        "name": rare_names(a, b, constants) and _words_in_common(a, b) >= constants.words_with_name,
        "meaning": cross_language.one_meaning(a, b, constants),
        "text": (text or 0.0) >= constants.text_floor and _words_in_common(a, b) >= constants.text_weight,
        "place": _few_places(a, b, constants) and _like_work(a, b, text, constants),
        "organisations": len(organisations_in_common(a, b)) > 1,
    }
    return tuple(kind for kind, shared in found.items() if shared)


def _of_another_work(
    a: Prepared, b: Prepared, text: float | None, specific: tuple[str, ...], constants: Constants
) -> bool:
    """Whether both describe the work, and what is specific says too little beside what they say."""
    if "objective" not in specific and in_other_words(a, b, constants):
        return True
    if specific == ("receiver",):
        return only_received_by_one(a, b, text, constants)
    return _OF_WORDS.issuperset(specific) and under_other_titles(a, b, constants)


def _few_places(a: Prepared, b: Prepared, constants: Constants) -> bool:
    """A place in common, where both name only a few."""
    return bool(a.places & b.places) and max(len(a.places), len(b.places)) <= constants.most_places


def _like_work(a: Prepared, b: Prepared, text: float | None, constants: Constants) -> bool:
    """What makes a place in common more than neighbourhood: concepts, or more shared words than a sector has."""
    if both_describe(a, b) and (text or 0.0) < constants.purpose_floor and not of_one_sort(a, b):
        return False
    more = features.purpose(a, b) == 1.0 or _words_in_common(a, b) >= constants.place_weight
    return len(a.concepts & b.concepts) > 1 or (more and (text or 0.0) >= constants.place_floor)


def telling_concepts(a: Prepared, b: Prepared) -> frozenset[str]:
    """Telling concepts that one title and the other's texts express."""
    shared = (a.title_concepts & b.concepts) | (a.concepts & b.title_concepts)
    return shared & telling()


def _more_than_a_sector(a: Prepared, b: Prepared) -> bool:
    """A telling concept together with another: alone it repeats the sector, and so it does for other types of work."""
    return bool(telling_concepts(a, b)) and len(a.concepts & b.concepts) > 1 and features.types(a, b) != 0.0


def rare_names(a: Prepared, b: Prepared, constants: Constants) -> frozenset[str]:
    """Rare words in both titles; words outside the shipped table only in twos."""
    shared = {s for left in a.titles for right in b.titles for s in left.terms.keys() & right.terms.keys()}
    rare = {s for s in shared if weight(s) >= constants.name_weight and len(s) >= SHORTEST_NAME}
    listed = {s for s in rare if weight(s) != UNLISTED}
    return frozenset(rare if listed or len(rare) > 1 else ())


def _words_in_common(a: Prepared, b: Prepared) -> int:
    """The largest sum of weights of words that two titles, a title and a description, or two descriptions share."""
    of_titles = (_shared(left.terms, right.terms) for left in a.titles for right in b.titles)
    mixed = (
        _shared(t.terms, d) for titles, d in ((a.titles, b.description), (b.titles, a.description)) for t in titles
    )
    return max(max(of_titles, default=0), max(mixed, default=0), _shared(a.description, b.description) // 3)


def _shared(left: dict[str, int], right: dict[str, int]) -> int:
    return sum(left[s] for s in left.keys() & right.keys() if len(s) > LONGEST_CODE)


def organisations_in_common(a: Prepared, b: Prepared) -> list[frozenset[str]]:
    """Who implements or receives in both, each by its keys: "Marine Centre (MTC)" is known under two and is one."""
    keys = (a.implementers | a.receivers) & (b.implementers | b.receivers)
    return min(_bodies(a, keys), _bodies(b, keys), key=len) if len(keys) > 1 else [keys]


def _bodies(a: Prepared, keys: frozenset[str]) -> list[frozenset[str]]:
    """The organisations of `a` that these keys are of."""
    home = home_of(a.activity.economies)
    apart: list[frozenset[str]] = []
    for organisation in (*a.activity.implementers, *a.activity.receivers):
        mine = known_as([organisation], home) & keys
        of_one = [known for known in apart if known & mine]
        if mine:
            apart = [known for known in apart if known not in of_one] + [mine.union(*of_one)]
    return apart


def _evidence(a: Prepared, b: Prepared) -> tuple[Evidence, ...]:
    left, right = a.activity, b.activity
    partners = evidence.organisations("partner", left.implementers, right.implementers, evidence.homes(a, b))
    return (*evidence.texts(a, b), *partners, *evidence.common_facts(a, b))
