"""How activities stand in arrays for the compiled loops, and what those loops are told of the constants."""

from math import log2
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from egnatia.language import UNLISTED
from egnatia.overlap import cross_language, features
from egnatia.overlap.agreement import DAYS_OF_A_MONTH
from egnatia.overlap.amounts import SAME_SHARE
from egnatia.overlap.constants import Constants

Numbers = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Shares = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Kinds = npt.NDArray[np.uint8]
Marks = npt.NDArray[np.int32]  # in rows
Marked = npt.NDArray[np.uint16]
NUMBER = np.dtype("<i4")  # of a row of concepts

UNDATED = -(10**9)  # the first day of an activity without dates; its last is as far away
NEVER = 2**31 - 1  # a day behind all others
SIGNS, BITS = 8, 31  # how many numbers of how many bits say which trigrams a title has
PRIMES = (7919, 104729, 1299709)  # by which the three characters of a trigram count when its bit is chosen
ROUNDED = 0.02  # by how much a strength may grow where score and confidence are rounded
# The sets of an activity, in this order.
(
    NAMES, ECONOMIES, PLACES, EXACT_SECTORS, SECTORS, LISTS, RECEIVERS, OBJECTIVES, TYPES, GROUPS, HANDS, TAKERS,
    FUNDERS, MONEY, TITLE_CONCEPTS, CONCEPTS,
) = range(16)  # fmt: skip
SETS = 16
# What kind of a key it is, as bits.
NAMED = 1  # whoever shares it is compared in any case
ROLE = 2  # its activities may be far apart in time
ACROSS = 4  # only those meet under it that share no language


class ActivityTable(NamedTuple):
    """Prepared activities. Members of sets and stems are numbers made of their hashes, ordered within each row.

    The last bit of an economy says that it is none of a region, that of a concept that it is telling; the last four
    bits of a stem are its weight. A text is a row of stems: each activity's description, then its titles.
    """

    first: Small  # day, or UNDATED
    last: Small
    group: Small  # one number per source and money
    band: Small  # of the amount; -1 where none is stated
    currency: Numbers  # its hash; 0 where none is stated
    amount: Shares  # NaN where only a band is stated
    in_euro: Shares  # NaN where the currency is not known either
    sets: Numbers
    sets_at: Small  # where each set begins: SETS of them an activity
    titles_from: Small  # rows of texts; the description stands before the first title
    titles_to: Small
    words: Small
    words_at: Small  # where each text begins
    whole: Small  # of each text, the sum of squared weights
    plain: Small  # of each title, hashes of its folded form, its numbers and its years (0 for none)
    numbers: Small
    years: Small
    trigrams: Small  # of each title, how many
    signs: Small  # … and which, folded into SIGNS * BITS bits
    tongues: Small  # in which languages it is written, as `concepts.Said` has them
    said: Small  # what its titles say, then what its descriptions say, as packed there
    said_at: Small  # where each of these rows begins: two of them an activity


class Filed(NamedTuple):
    """The sets and texts of some activities as `Table` has them: rows, one after the other, and where each ends."""

    sets: Numbers
    sets_to: Numbers
    words: Small
    words_to: Numbers
    whole: Numbers


class AllKeys(NamedTuple):
    """The keys of all activities, one activity after the other."""

    hashes: Numbers
    kinds: Kinds
    starts: Numbers  # where those of each activity begin, and behind the last one


class Postings(NamedTuple):
    """Who shares a key with whom. Activities have their places in `order` for numbers; an entry is one key of one of
    them that others who begin later stand under too."""

    order: Numbers  # activities, those of one economy together: whom they meet lies near in memory
    first: Small  # the day on which each begins, and NEVER behind the last one
    starts: Numbers  # entries of each
    places: Small  # of each entry, where in `members` those who follow stand
    kinds: Kinds  # … and what kind of a key it is
    members: Small  # each key's row of activities by their first day, and their count behind it


class Sketches(NamedTuple):
    """A short row for each activity, in the order of `Postings`: what most pairs are turned down by. What is asked of
    each pair lies in one piece of memory."""

    facts: Numbers  # of each set, its members folded into bits; then what `arrays/sketches.py` names
    shares: Shares  # the same memory: of the size, the binary logarithm of the amount in euro over 4, or NaN
    titles: Kinds  # what lies on each shelf
    trigrams: Small  # of the title, if there is but one
    # Where each word is marked, and its weight, then where each family that it says is, and its worth; each activity's
    # begin where a piece of memory does that is fetched at once.
    words: Marked
    texts: Small  # where these stand, and what they weigh, as `arrays/sketches.py` names them


class Entries(NamedTuple):
    """The keys of activities, one activity after the other."""

    hashes: Numbers
    kinds: Kinds  # what kind of a key each is
    counts: Numbers  # how many each activity has


class Run(NamedTuple):
    """Entries in the order of their keys, those of one key in the order in which its activities begin."""

    hashes: Numbers
    members: Small


class QueryKeys(NamedTuple):
    """The keys of one activity that others are looked for by."""

    hashes: Numbers
    kinds: Kinds


class Thresholds(NamedTuple):
    """What the compiled loops read of `Constants`, and the strength that is asked for."""

    floor: float
    near_equal: float
    equal_size: float
    start_days: float
    reworded: float
    text_floor: float
    meant_floor: float
    meant_as_one: float
    sector_floor: float
    purpose_floor: float
    theme_floor: float
    purpose_concepts: float
    most_places: float
    place_floor: float
    name_weight: float
    unlisted: float
    nested_days: float
    few_economies: float
    many: float  # what is left of a common place where a side works in many economies
    much_shared: float
    much_meant: float
    of_description: float
    of_concepts: float
    telling: float
    untold: float
    place: float  # from here on weights of the parts of an overlap, in hundredths of their sum
    purpose: float
    receiver: float
    time: float
    kind: float
    text: float
    audience: float
    size: float


def limits_of(constants: Constants, min_score: float) -> Thresholds:
    """The limits for matches whose strength is at least `min_score`."""
    whole = sum(weight for _, weight in constants.overlap_weights) / 100
    weights = {name: weight / whole for name, weight in constants.overlap_weights}
    return Thresholds(
        floor=min_score - ROUNDED,
        near_equal=constants.near_equal,
        equal_size=1.0 + log2(1.0 - SAME_SHARE) / 4,  # as `amounts.likeness` counts what is within five percent
        start_days=float(DAYS_OF_A_MONTH),
        reworded=constants.reworded,
        text_floor=constants.text_floor,
        meant_floor=constants.meant_floor,
        meant_as_one=constants.meant_as_one,
        sector_floor=constants.sector_floor,
        purpose_floor=constants.purpose_floor,
        theme_floor=constants.theme_floor,
        purpose_concepts=float(constants.purpose_concepts),
        most_places=float(constants.most_places),
        place_floor=constants.place_floor,
        name_weight=float(constants.name_weight),
        unlisted=float(UNLISTED),
        nested_days=float(constants.nested_days),
        few_economies=float(constants.few_economies),
        many=features.OF_MANY_ECONOMIES,
        much_shared=features.MUCH_SHARED_DESCRIPTION,
        much_meant=cross_language.MUCH_SHARED_MEANING,
        of_description=cross_language.OF_DESCRIPTION,
        of_concepts=features.OF_CONCEPTS,
        telling=float(features.TELLING_COUNTS),
        untold=features.CONCEPTS_WITHOUT_A_TELLING_ONE,
        place=weights.get("place", 0.0),
        purpose=weights.get("purpose", 0.0),
        receiver=weights.get("receiver", 0.0),
        time=weights.get("time", 0.0),
        kind=weights.get("type", 0.0),
        text=weights.get("text", 0.0),
        audience=weights.get("group", 0.0),
        size=weights.get("size", 0.0),
    )
