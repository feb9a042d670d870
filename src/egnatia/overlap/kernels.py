"""Which pairs of a collection are worth scoring: compiled loops over arrays (`tables.py` says what stands in them).

`may_match` is an upper bound of `score`: what it turns down, `score` would turn down too, or rank below the floor.
Hashes that coincide and rules that are left out only let more pairs through.
"""

import numpy as np

from egnatia.overlap.compiled import compiled
from egnatia.overlap.merging import (
    common,
    concept_likeness,
    cosine,
    fewer,
    meet,
    meet_of,
    proper,
    rare_names,
    share,
    shared_days,
    size,
    spelled,
    stated,
    telling,
    weight_in_both,
)
from egnatia.overlap.tables import (
    CONCEPTS,
    ECONOMIES,
    EXACT_SECTORS,
    FUNDERS,
    GROUPS,
    HANDS,
    MONEY,
    NAMES,
    OBJECTIVES,
    PLACES,
    RECEIVERS,
    SECTORS,
    TAKERS,
    BITS,
    SIGNS,
    TYPES,
    UNDATED,
    Limits,
    Numbers,
    Postings,
    Small,
    Table,
)

SLACK = 1e-9  # sums of floats in another order
ROOM = 1024  # pairs; doubled where it does not do


@compiled
def pairs(table: Table, postings: Postings, limits: Limits, part: int, parts: int) -> Numbers:
    """Pairs that share a key, pass its tests and may match, as left * count + right; of every `parts`-th activity.

    Activities stand in the order in which they begin, postings too: past the first that begins after the end of an
    activity there is nothing more to find.
    """
    count = len(table.first)
    seen = np.full(count, -1, dtype=np.int64)
    found = np.empty(ROOM, dtype=np.int64)
    filled = 0
    for a in postings.order[part::parts]:
        for entry in range(postings.starts[a], postings.starts[a + 1]):
            named, role = postings.named[entry], postings.role[entry]
            for place in range(postings.place[entry] + 1, postings.end[entry]):
                b = postings.members[place]
                if not named:
                    if not role and table.first[b] > table.last[a]:
                        break
                    if table.group[a] == table.group[b]:
                        continue
                if seen[b] == a:
                    continue
                seen[b] = a
                if may_match(table, a, table, b, limits):
                    if filled == len(found):
                        found = np.concatenate((found, np.empty(filled, dtype=np.int64)))
                    found[filled] = min(a, b) * count + max(a, b)
                    filled += 1
    return found[:filled]


@compiled
def matching(one: Table, table: Table, others: Numbers, limits: Limits) -> Numbers:
    """Those of `others` that the only activity of `one` may match."""
    found = np.empty(len(others), dtype=np.int64)
    filled = 0
    for b in others:
        if may_match(one, 0, table, b, limits):
            found[filled] = b
            filled += 1
    return found[:filled]


@compiled
def may_match(left: Table, a: int, right: Table, b: int, limits: Limits) -> bool:
    """Whether `score` could find a match of these two whose strength reaches the floor."""
    if meet(left, a, right, b, NAMES):
        return True  # by name: same, or chain by reference
    days = shared_days(left, a, right, b)
    both_dated = left.first[a] != UNDATED and right.first[b] != UNDATED
    economies = common(left, a, right, b, ECONOMIES)
    if economies and not (both_dated and days <= 0) and one_title(left, a, right, b, limits):
        return True
    if both_dated and (economies or not stated(left, a, right, b, ECONOMIES)):
        if passes(left, a, right, b, limits) or passes(right, b, left, a, limits):
            return True
    return bool(economies) and not (both_dated and days <= 0) and may_overlap(left, a, right, b, economies, limits)


@compiled
def passes(upper: Table, a: int, lower: Table, b: int, limits: Limits) -> bool:
    """Whether roles and dates allow the upper to pass money on to the lower."""
    if lower.first[b] < upper.first[a] - limits.nested_days or lower.last[b] > upper.last[a] + limits.nested_days:
        return False
    return bool(meet_of(upper, a, HANDS, lower, b, TAKERS) and meet_of(lower, b, FUNDERS, upper, a, TAKERS))


@compiled
def may_overlap(left: Table, a: int, right: Table, b: int, economies: int, limits: Limits) -> bool:
    """Whether purpose, specific thing and strength of an overlap can be reached."""
    if not proper(left, a, right, b) or meet(left, a, right, b, MONEY):
        return False
    sector, objective = purpose(left, a, right, b), meet(left, a, right, b, OBJECTIVES)
    receiver = meet(left, a, right, b, RECEIVERS)
    facts = strength_of_facts(left, a, right, b, economies, sector, receiver, limits)
    if facts + limits.text < limits.floor:
        return False
    words = alike(left, a, right, b, limits)
    if facts + limits.text * min(1.0, words) < limits.floor:
        return False
    return one_purpose(left, a, right, b, words, sector, objective or receiver, limits) and specific(
        left, a, right, b, words, objective or receiver, limits
    )


@compiled
def one_purpose(  # noqa: PLR0913 - what has been worked out is handed on
    left: Table, a: int, right: Table, b: int, words: float, sector: float, named: bool, limits: Limits
) -> bool:
    """As `shared_purpose._one_purpose`, without what is only said of the words."""
    if sector == 1.0 or named or words >= limits.purpose_floor - SLACK:
        return True
    shared = common(left, a, right, b, CONCEPTS)
    return shared >= limits.purpose_concepts - 1


@compiled
def specific(left: Table, a: int, right: Table, b: int, words: float, named: bool, limits: Limits) -> bool:  # noqa: PLR0913 - as above
    """As `shared_purpose.specific_things`: whether any of them may be."""
    if named or words >= limits.text_floor - SLACK:
        return True
    concepts = common(left, a, right, b, CONCEPTS)
    if concepts > 1 and (telling(left, a, right, b) or telling(right, b, left, a)):
        return True
    if meet(left, a, right, b, PLACES) and (concepts > 1 or words >= limits.place_floor - SLACK):
        return True
    return rare_names(left, a, right, b, limits) or common(left, a, right, b, HANDS) > 1


@compiled
def strength_of_facts(  # noqa: PLR0913 - as above
    left: Table, a: int, right: Table, b: int, economies: int, sector: float, receiver: bool, limits: Limits
) -> float:
    """At most what all parts but the texts add to the strength of an overlap."""
    many = max(size(left, a, ECONOMIES), size(right, b, ECONOMIES)) > limits.few_economies
    found = limits.place * economies / fewer(left, a, right, b, ECONOMIES) * (limits.many if many else 1.0)
    if meet(left, a, right, b, OBJECTIVES) or (sector < 1.0 and stated(left, a, right, b, OBJECTIVES)):
        sector = 1.0
    found += limits.purpose * sector + (limits.receiver if receiver else 0.0)
    found += limits.kind * share(left, a, right, b, TYPES) + limits.audience * share(left, a, right, b, GROUPS)
    if left.first[a] != UNDATED and right.first[b] != UNDATED:
        length = min(left.last[a] - left.first[a], right.last[b] - right.first[b]) + 1
        found += limits.time * (0.5 + 0.5 * shared_days(left, a, right, b) / length)
    if left.band[a] >= 0 and right.band[b] >= 0:
        found += limits.size
    return found


@compiled
def purpose(left: Table, a: int, right: Table, b: int) -> float:
    """As `parts.sectors`, 0.0 for None."""
    if meet(left, a, right, b, EXACT_SECTORS):
        return 1.0
    return 0.5 if meet(left, a, right, b, SECTORS) else 0.0


@compiled
def one_title(left: Table, a: int, right: Table, b: int, limits: Limits) -> bool:
    """Whether two of the titles may be nearly equal: in words or in spelling, with numbers and years that agree."""
    for one in range(left.titles_from[a], left.titles_to[a]):
        for other in range(right.titles_from[b], right.titles_to[b]):
            if left.numbers[one] != right.numbers[other]:
                continue
            if left.years[one] and right.years[other] and left.years[one] != right.years[other]:
                continue
            if left.plain[one] == right.plain[other] or spelled(left, one, right, other) >= limits.near_equal - SLACK:
                return True
            if cosine(left, one, right, other) >= limits.near_equal - SLACK:
                return True
    return False


@compiled
def alike(left: Table, a: int, right: Table, b: int, limits: Limits) -> float:
    """At least `parts.text`."""
    if left.titles_from[a] == left.titles_to[a] or right.titles_from[b] == right.titles_to[b]:
        return 0.0
    best = limits.of_concepts * concept_likeness(left, a, right, b, limits)
    mine, theirs = left.titles_from[a] - 1, right.titles_from[b] - 1  # a description stands before its titles
    best = max(best, limits.of_description * cosine(left, mine, right, theirs) / limits.much_shared)
    for one in range(left.titles_from[a], left.titles_to[a]):
        for other in range(right.titles_from[b], right.titles_to[b]):
            best = max(best, cosine(left, one, right, other))
        best = max(best, limits.of_description * weight_in_both(left, one, right, theirs) / max(1, left.whole[one]))
    for other in range(right.titles_from[b], right.titles_to[b]):
        best = max(best, limits.of_description * weight_in_both(left, mine, right, other) / max(1, right.whole[other]))
    return best


@compiled
def spell(characters: Small, at: Numbers, signs: Small) -> Numbers:
    """How many different trigrams each text has; sets a bit of `signs` for each of them."""
    found = np.empty(len(at) - 1, dtype=np.int64)
    for text in range(len(at) - 1):
        row = characters[at[text] : at[text + 1]].astype(np.int64)
        trigrams = np.empty(max(0, len(row) - 2), dtype=np.int64)
        for place in range(len(trigrams)):
            one, two, three = row[place], row[place + 1], row[place + 2]
            trigrams[place] = (one << 42) | (two << 21) | three  # a character has 21 bits
            sign = (one * 7919 + two * 104729 + three * 1299709) % (SIGNS * BITS)
            signs[text, sign // BITS] |= 1 << (sign % BITS)
        trigrams.sort()
        found[text] = (trigrams[1:] != trigrams[:-1]).sum() + (len(trigrams) > 0)
    return found
