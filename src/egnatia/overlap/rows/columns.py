"""Activities as they stand in columns, as bytes that are kept beside them in a database.

Whoever is to be compared with the thousands that share a key with it has most of them turned down by the compiled
loops, without a text of theirs being read again.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from egnatia.overlap.arrays.buffers import Values, ends_of
from egnatia.overlap.arrays.columns import TableBuilder
from egnatia.overlap.arrays.index import kernels
from egnatia.overlap.arrays.tables import BITS, NAMED, PRIMES, SETS, SIGNS, ActivityTable, QueryKeys, Run, limits_of
from egnatia.overlap.concepts import ConceptProfile
from egnatia.overlap.constants import MADE_BY, SHIPPED, Constants
from egnatia.overlap.prepare import Prepared

NUMBER = np.dtype("<i4")
# An activity is a row of numbers: MADE_BY, two amounts of two numbers each, STATED, how many members each set has, how
# many numbers stand in each row of SAID, and how many texts it has; then a row of EACH_TEXT for each text, its
# description first, and all sets, words and rows of what it says.
AMOUNTS = ("amount", "in_euro")
STATED = ("first", "last", "band", "currency", "tongues")
OF_TEXT = ("whole", "plain", "numbers", "years", "trigrams")
SAID = 2
AT_STATED = 1 + 2 * len(AMOUNTS)
AT_SETS = AT_STATED + len(STATED)
AT_SAID = AT_SETS + SETS
AT_TEXTS = AT_SAID + SAID
HEAD = AT_TEXTS + 1
AT_SIGNS = 1 + len(OF_TEXT)  # behind the number of its words
EACH_TEXT = AT_SIGNS + SIGNS


def laid_out(activities: Sequence[Prepared]) -> list[bytes]:
    """Each of them as bytes."""
    columns = TableBuilder(spelled)
    columns.add(activities)
    table = columns.table()
    texts = np.hstack([np.stack((np.diff(table.words_at), *_named(table, OF_TEXT)), 1), table.signs])
    rows = [_numbers(each) for each in (_heads(table), texts, table.sets, table.words, table.said)]
    first_texts = np.append(0, table.titles_to)
    edges = [
        np.arange(len(activities) + 1),
        first_texts,
        table.sets_at[::SETS],
        table.words_at[first_texts],
        table.said_at[::SAID],
    ]
    return [
        b"".join([MADE_BY, *(row[first:end].tobytes() for row, first, end in zip(rows, one, other, strict=True))])
        for one, other in pairwise(np.stack(edges, 1).tolist())
    ]


def opened(kept: Sequence[bytes]) -> ActivityTable:
    """The columns that activities were laid out from, each in a group of its own."""
    row = np.frombuffer(b"".join(kept), NUMBER).astype(np.int32)
    begin = np.append(0, ends_of(kept)[:-1]) // NUMBER.itemsize
    head = row[begin[:, np.newaxis] + np.arange(HEAD)]
    sets, said, texts = head[:, AT_SETS:AT_SAID], head[:, AT_SAID:AT_TEXTS], head[:, AT_TEXTS]
    of_texts = _pieces(row, begin + HEAD, texts * EACH_TEXT).reshape(-1, EACH_TEXT)
    begin = begin + HEAD + texts * EACH_TEXT
    found: dict[str, Values] = {}
    words = np.add.reduceat(of_texts[:, 0], _edges(texts)[:-1], dtype=np.int64)  # each has a text: the description
    for name, lengths in (("sets", sets.sum(1)), ("words", words), ("said", said.sum(1))):
        found[name] = _pieces(row, begin, lengths)
        begin = begin + lengths
    amounts = np.ascontiguousarray(head[:, 1:AT_STATED]).view(np.float64)
    stated = dict(zip(STATED, head[:, AT_STATED:AT_SETS].T, strict=True))
    stated |= dict(zip(OF_TEXT, of_texts[:, 1:AT_SIGNS].T, strict=True))
    currency = stated.pop("currency")
    ends = np.cumsum(texts)
    return ActivityTable(
        **{name: _small(each) for name, each in stated.items()},
        **{name: np.ascontiguousarray(each) for name, each in zip(AMOUNTS, amounts.T, strict=True)},
        currency=currency.astype(np.int64),
        group=_small(-1 - np.arange(len(kept))),
        sets=found["sets"].astype(np.int64),
        sets_at=_small(_edges(sets.ravel())),
        titles_from=_small(ends - texts + 1),
        titles_to=_small(ends),
        words=found["words"],
        words_at=_small(_edges(of_texts[:, 0])),
        signs=_small(of_texts[:, AT_SIGNS:]),
        said=found["said"],
        said_at=_small(_edges(said.ravel())),
    )


def that_may_match(
    asked: Prepared, kept: Sequence[bytes], min_score: float, constants: Constants = SHIPPED
) -> list[int]:
    """The positions of those that may match it; what is left out does not, or is weaker than `min_score`. What is empty
    or was laid out by another engine may match."""
    legible = [place for place, row in enumerate(kept) if row.startswith(MADE_BY)]
    if not legible:
        return list(range(len(kept)))
    loops, columns = kernels(), TableBuilder(spelled)
    columns.add([asked])
    # As if all shared one key of the sort whose activities are compared in any case.
    by = QueryKeys(np.zeros(1, np.int64), np.array([NAMED], np.uint8))
    run = Run(np.zeros(len(legible), np.int64), np.arange(len(legible), dtype=np.int32))
    seen, limits = np.zeros(len(legible), dtype=np.bool_), limits_of(constants, min_score)
    found = loops.near(columns.table(), 0, by, opened([kept[place] for place in legible]), run, seen, limits)
    possible = set(range(len(kept))).difference(legible).union(np.array(legible)[found].tolist())
    return sorted(possible)


def spelled(letters: Values, at: Values, signs: Values) -> Values:
    """As `arrays.kernels.spell`, where no compiled loop is loaded."""
    one, two, three = (letters[shift : len(letters) - 2 + shift].astype(np.int64) for shift in range(3))
    owner = np.repeat(np.arange(len(at) - 1), np.diff(at))
    inside = owner[: len(one)] == owner[2 : 2 + len(one)]  # no trigram reaches from one text into the next
    one, two, three, owner = one[inside], two[inside], three[inside], owner[: len(one)][inside]
    sign = (one * PRIMES[0] + two * PRIMES[1] + three * PRIMES[2]) % (SIGNS * BITS)
    found = np.bincount(owner * (SIGNS * BITS) + sign, minlength=signs.size * BITS).reshape(*signs.shape, BITS)
    signs |= ((found > 0) @ (1 << np.arange(BITS))).astype(np.int32)
    trigrams = one << 42 | two << 21 | three
    order = np.lexsort((trigrams, owner))
    again = (np.diff(trigrams[order]) == 0) & (np.diff(owner[order]) == 0)
    return np.bincount(owner, minlength=len(at) - 1) - np.bincount(owner[order][1:][again], minlength=len(at) - 1)


def _heads(table: ActivityTable) -> Values:
    """What stands first of each activity."""
    count = len(table.first)
    amounts = np.stack(_named(table, AMOUNTS), 1).view(np.int32)
    stated = np.stack(_named(table, STATED), 1)
    sets, said = np.diff(table.sets_at).reshape(count, SETS), np.diff(table.said_at).reshape(count, SAID)
    return np.hstack([amounts, stated, sets, said, (table.titles_to - table.titles_from + 1)[:, np.newaxis]])


def _named(table: ActivityTable, names: Sequence[str]) -> list[Values]:
    return [getattr(table, name) for name in names]


def _numbers(row: Values) -> Values:
    return np.ascontiguousarray(row, NUMBER)


def _small(row: Values) -> Values:
    return np.ascontiguousarray(row, np.int32)


def _edges(lengths: Values) -> Values:
    """Where each piece begins, of pieces of these lengths one after the other, and behind the last one."""
    return np.append(0, np.cumsum(lengths, dtype=np.int64))


def _pieces(row: Values, begins: Values, lengths: Values) -> Values:
    """Pieces of a row one after the other."""
    edges = _edges(lengths)
    found: Values = row[np.arange(edges[-1]) + np.repeat(begins - edges[:-1], lengths)]
    return found


def packed(found: ConceptProfile) -> bytes:
    """`found` as it is kept beside an activity, after the version of the tables that it was made with."""
    head = np.array([found.tongues, len(found.titles)], NUMBER).tobytes()
    return MADE_BY + head + found.titles + found.descriptions


def unpacked(row: bytes) -> ConceptProfile | None:
    """What was packed; None where another version did it."""
    if not row.startswith(MADE_BY):
        return None
    begin = len(MADE_BY) + 2 * NUMBER.itemsize
    tongues, length = np.frombuffer(row[len(MADE_BY) : begin], NUMBER).tolist()
    return ConceptProfile(tongues, row[begin : begin + length], row[begin + length :])
