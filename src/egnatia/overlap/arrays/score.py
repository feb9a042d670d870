"""Whether two activities may match, in compiled loops: rules that cost little, before the pair is scored.

`may_match` is an upper bound of `score`: what it turns down, `score` would turn down too, or rank below the floor.
Hashes that coincide and rules that are left out only let more pairs through.
"""

from egnatia.overlap.agreement import ENOUGH, ENOUGH_IN_OTHER_SECTORS, ENOUGH_OF_PARTNERS
from egnatia.overlap.arrays.agreement import alike, one_work
from egnatia.overlap.arrays.compilation import part
from egnatia.overlap.arrays.descriptions import SLACK, both_describe
from egnatia.overlap.arrays.difference import (
    another_grant,
    another_round,
    in_other_words,
    of_one_sort,
    of_other_work,
    only_received_by_one,
    under_other_titles,
)
from egnatia.overlap.arrays.features import (
    apart,
    common,
    cosine,
    elsewhere,
    fewer,
    meant,
    meet,
    meet_of,
    odd_in_common,
    of_titles,
    proper,
    rare_names,
    share,
    shared_days,
    size,
    sizes,
    spelled,
    stated,
    telling,
    titles_meant,
)
from egnatia.overlap.arrays.tables import (
    CONCEPTS,
    ECONOMIES,
    EXACT_SECTORS,
    FUNDERS,
    GROUPS,
    HANDS,
    LISTS,
    MONEY,
    NAMES,
    OBJECTIVES,
    PLACES,
    RECEIVERS,
    SECTORS,
    TAKERS,
    TITLE_CONCEPTS,
    TYPES,
    UNDATED,
    ActivityTable,
    Thresholds,
)

OTHER = -1.0  # both state sectors of one list, and none is common
UNLIMITED = 1e9


@part
def may_match(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """Whether `score` could find a match of these two whose strength reaches the floor."""
    if meet(left, a, right, b, NAMES):
        return True  # by name: same, or chain by reference
    days = shared_days(left, a, right, b)
    both_dated = left.first[a] != UNDATED and right.first[b] != UNDATED
    economies = common(left, a, right, b, ECONOMIES)
    together = economies > 0 and not (both_dated and days <= 0)
    if together and may_be_same(left, a, right, b, both_dated, limits):
        return True
    chained = both_dated and (economies or not stated(left, a, right, b, ECONOMIES))
    if chained and (passes(left, a, right, b, limits) or passes(right, b, left, a, limits)):
        return True
    return together and may_overlap(left, a, right, b, economies, limits)


@part
def may_be_same(  # noqa: PLR0913, PLR0917 - two rows and what is known of them
    left: ActivityTable, a: int, right: ActivityTable, b: int, both_dated: bool, limits: Thresholds
) -> bool:
    """Whether titles, agreement or meaning may tell that two in one economy at one time are one work."""
    if elsewhere(left, a, right, b, limits.most_places):
        return False
    round_of_others = another_round(left, a, right, b)
    if not round_of_others and one_title(left, a, right, b, limits):
        return True
    if not both_dated or of_other_work(left, a, right, b) or not of_one_phase(left, a, right, b):
        return False
    if meet(left, a, right, b, MONEY) and one_work(left, a, right, b, ENOUGH, limits):
        return True
    return not round_of_others and meant_as_one(left, a, right, b, limits)


@part
def meant_as_one(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """As `same._in_other_tongues`, of two that state dates."""
    if not apart(left, a, right, b):
        return False
    agreed = int(meet(left, a, right, b, MONEY)) + int(sizes(left, a, right, b) >= limits.equal_size - SLACK)
    agreed += int(abs(left.first[a] - right.first[b]) <= limits.start_days)
    return agreed > 1 and meant(left, a, right, b, limits) >= limits.meant_as_one - SLACK


@part
def passes(upper: ActivityTable, a: int, lower: ActivityTable, b: int, limits: Thresholds) -> bool:
    """Whether roles and dates allow the upper to pass money on to the lower."""
    if lower.first[b] < upper.first[a] - limits.nested_days or lower.last[b] > upper.last[a] + limits.nested_days:
        return False
    if not meet_of(upper, a, HANDS, lower, b, TAKERS):
        return False
    if meet_of(lower, b, FUNDERS, upper, a, TAKERS):
        return not another_grant(upper, a, lower, b, limits)
    return not size(lower, b, FUNDERS) and one_work(upper, a, lower, b, ENOUGH_OF_PARTNERS, limits)


@part
def may_overlap(left: ActivityTable, a: int, right: ActivityTable, b: int, economies: int, limits: Thresholds) -> bool:  # noqa: PLR0913, PLR0917 - two rows and what is known of them
    """Whether purpose, specific thing and strength of an overlap can be reached; what costs little is asked first."""
    if not proper(left, a, right, b) or meet(left, a, right, b, MONEY):
        return False
    sector, named = (
        sectors(left, a, right, b),
        meet(left, a, right, b, OBJECTIVES) or meet(left, a, right, b, RECEIVERS),
    )
    missing = limits.floor - strength_of_facts(left, a, right, b, economies, sector, limits)
    if missing > limits.text:
        return False
    needed = missing / max(limits.text, SLACK)
    if not named and elsewhere(left, a, right, b, limits.most_places):
        needed = max(needed, limits.near_equal)
    if not named and sector == OTHER and not in_spite_of_sectors(left, a, right, b, limits):
        return False
    concepts = common(left, a, right, b, CONCEPTS)
    by_meaning = limits.meant_floor if apart(left, a, right, b) else UNLIMITED
    if not (named or sector == 1.0 or concepts >= limits.purpose_concepts - 1):
        needed = max(needed, min(limits.purpose_floor, by_meaning))
    if not (named or specific(left, a, right, b, concepts, limits)):
        least = min(limits.text_floor, by_meaning)
        needed = max(needed, min(at_place(left, a, right, b, limits), least))
    if needed > 0.0 and alike(left, a, right, b, limits) < needed - SLACK:
        return False
    return not of_another_work(left, a, right, b, limits)


@part
def at_place(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> float:
    """How alike texts must be for a place in common to connect them."""
    if not meet(left, a, right, b, PLACES):
        return UNLIMITED
    more = both_describe(left, a, right, b) and not of_one_sort(left, a, right, b)
    return limits.purpose_floor if more else limits.place_floor


@part
def of_another_work(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """As `overlap._of_another_work`, where nothing specific can be in common that it knows nothing of."""
    if meet(left, a, right, b, OBJECTIVES):
        return False
    if in_other_words(left, a, right, b, limits):
        return True
    if common(left, a, right, b, HANDS) > 1:
        return False
    if meet(left, a, right, b, RECEIVERS):
        return only_received_by_one(left, a, right, b, limits) and not rare_names(left, a, right, b, limits)
    return not meet(left, a, right, b, PLACES) and under_other_titles(left, a, right, b, limits)


@part
def in_spite_of_sectors(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """What outweighs different sectors."""
    return one_in_title(left, a, right, b, limits) or one_work(left, a, right, b, ENOUGH_IN_OTHER_SECTORS, limits)


@part
def one_in_title(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """As `overlap._one_in_title`, of titles whose numbers agree."""
    return (
        odd_in_common(left, a, TITLE_CONCEPTS, right, b, TITLE_CONCEPTS)
        or of_titles(left, a, right, b) >= limits.sector_floor - SLACK
        or titles_meant(left, a, right, b) >= limits.meant_as_one - SLACK
    )


@part
def specific(left: ActivityTable, a: int, right: ActivityTable, b: int, concepts: int, limits: Thresholds) -> bool:  # noqa: PLR0913, PLR0917 - as above
    """As `overlap.specific_things`: whether any of them may be, whatever the texts say besides."""
    if concepts > 1 and (telling(left, a, right, b) or telling(right, b, left, a)):
        return True
    if concepts > 1 and at_place(left, a, right, b, limits) <= limits.place_floor:
        return True
    return rare_names(left, a, right, b, limits) or common(left, a, right, b, HANDS) > 1


@part
def strength_of_facts(  # noqa: PLR0913, PLR0917 - as above
    left: ActivityTable, a: int, right: ActivityTable, b: int, economies: int, sector: float, limits: Thresholds
) -> float:
    """At most what all parts but the texts add to the strength of an overlap."""
    found = limits.place * economies / fewer(left, a, right, b, ECONOMIES)
    if max(size(left, a, ECONOMIES), size(right, b, ECONOMIES)) > limits.few_economies:
        found *= limits.many
    if elsewhere(left, a, right, b, UNLIMITED):
        found *= limits.many
    found += limits.purpose * (1.0 if stated(left, a, right, b, OBJECTIVES) else max(0.0, sector))
    found += limits.receiver if meet(left, a, right, b, RECEIVERS) else 0.0
    found += limits.kind * share(left, a, right, b, TYPES) + limits.audience * share(left, a, right, b, GROUPS)
    if left.first[a] != UNDATED and right.first[b] != UNDATED:
        length = min(left.last[a] - left.first[a], right.last[b] - right.first[b]) + 1
        found += limits.time * (0.5 + 0.5 * shared_days(left, a, right, b) / length)
    return found + limits.size * sizes(left, a, right, b)


@part
def sectors(left: ActivityTable, a: int, right: ActivityTable, b: int) -> float:
    """As `features.sectors`, 0.0 for None and OTHER for 0.0; where objectives count too, never OTHER."""
    if meet(left, a, right, b, EXACT_SECTORS):
        return 1.0
    if meet(left, a, right, b, SECTORS):
        return 0.5
    return OTHER if meet(left, a, right, b, LISTS) and not stated(left, a, right, b, OBJECTIVES) else 0.0


@part
def one_title(left: ActivityTable, a: int, right: ActivityTable, b: int, limits: Thresholds) -> bool:
    """Whether two of the titles may be nearly equal: in words or in spelling, with numbers and years that agree."""
    for one in range(left.titles_from[a], left.titles_to[a]):
        for other in range(right.titles_from[b], right.titles_to[b]):
            if not compatible(left, one, right, other):
                continue
            if (
                left.plain[one] == right.plain[other]
                or spelled(left, one, right, other, limits.near_equal) >= limits.near_equal - SLACK
            ):
                return True
            if cosine(left, one, right, other) >= limits.near_equal - SLACK:
                return True
    return False


@part
def of_one_phase(left: ActivityTable, a: int, right: ActivityTable, b: int) -> bool:
    """Whether two of the titles are compatible."""
    for one in range(left.titles_from[a], left.titles_to[a]):
        for other in range(right.titles_from[b], right.titles_to[b]):
            if compatible(left, one, right, other):
                return True
    return False


@part
def compatible(left: ActivityTable, one: int, right: ActivityTable, other: int) -> bool:
    """As `titles.compatible`."""
    if left.numbers[one] != right.numbers[other]:
        return False
    return not (left.years[one] and right.years[other] and left.years[one] != right.years[other])
