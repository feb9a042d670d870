"""Activities as they stand in columns, as bytes that are kept beside them in a database.

Whoever is to be compared with the thousands that share a key with it has most of them turned down by the compiled
loops, without a text of theirs being read again.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from egnatia.overlap.columns import Columns, letters_of
from egnatia.overlap.constants import SHIPPED, Constants
from egnatia.overlap.growing import Values, ends_of
from egnatia.overlap.index import kernels
from egnatia.overlap.prepared import Prepared
from egnatia.overlap.tables import NAMED, SETS, SIGNS, Asked, Run, Table, limits_of

NUMBER = np.dtype("<i4")
# An activity is a row of numbers: two amounts of two numbers each, STATED, how many members each set has, how many
# numbers stand in each row of SAID, and how many texts it has; then a row of OF_TEXT for each text, its description
# first, and all sets, words, letters and rows of what it says.
AMOUNTS = ("amount", "in_euro")
STATED = ("first", "last", "band", "currency", "tongues")
OF_TEXT = ("whole", "plain", "numbers", "years")
SAID = 2
AT_SETS = 2 * len(AMOUNTS) + len(STATED)
AT_SAID = AT_SETS + SETS
AT_TEXTS = AT_SAID + SAID
HEAD = AT_TEXTS + 1
LENGTHS = 2  # of a text: its words, its letters


def laid_out(activities: Sequence[Prepared]) -> list[bytes]:
    """Each of them as bytes. They are good for as long as `VERSION` is the same."""
    columns = Columns(_unspelled)
    columns.add(activities)
    table = columns.table()
    letters, letters_at = letters_of([title for each in activities for title in (None, *each.titles)])
    texts = np.append(0, table.titles_to)
    lengths = (np.diff(table.words_at), np.diff(letters_at))
    of_texts = np.stack((*lengths, *_named(table, OF_TEXT)), 1)
    rows = [
        _numbers(_heads(table)),
        _numbers(of_texts),
        _numbers(table.sets),
        _numbers(table.words),
        _numbers(letters),
        _numbers(table.said),
    ]
    each = np.arange(len(activities) + 1)
    edges = [each, texts, table.sets_at[::SETS], table.words_at[texts], letters_at[texts], table.said_at[::SAID]]
    at = np.stack(edges, 1).tolist()
    return [
        b"".join([row[first:end].tobytes() for row, first, end in zip(rows, one, other, strict=True)])
        for one, other in pairwise(at)
    ]


def opened(kept: Sequence[bytes]) -> Table:
    """The columns that activities were laid out from, each in a group of its own."""
    row = np.frombuffer(b"".join(kept), NUMBER).astype(np.int32)
    begins = np.append(0, ends_of(kept)[:-1]) // NUMBER.itemsize
    head = row[begins[:, np.newaxis] + np.arange(HEAD)]
    sets, said, texts = head[:, AT_SETS:AT_SAID], head[:, AT_SAID:AT_TEXTS], head[:, AT_TEXTS]
    of_texts = _pieces(row, begins + HEAD, texts * (LENGTHS + len(OF_TEXT))).reshape(-1, LENGTHS + len(OF_TEXT))
    words, letters = (_sums(each, texts) for each in of_texts[:, :LENGTHS].T)
    begin = begins + HEAD + texts * (LENGTHS + len(OF_TEXT))
    found: dict[str, Values] = {}
    for name, lengths in (("sets", sets.sum(1)), ("words", words), ("letters", letters), ("said", said.sum(1))):
        found[name] = _pieces(row, begin, lengths)
        begin = begin + lengths
    letters_at, signs = _edges(of_texts[:, 1]), np.zeros((len(of_texts), SIGNS), np.int32)
    amounts = np.ascontiguousarray(head[:, : 2 * len(AMOUNTS)]).view(np.float64)
    stated = dict(zip(STATED, head[:, 2 * len(AMOUNTS) : AT_SETS].T, strict=True))
    whole = dict(zip(OF_TEXT, of_texts[:, LENGTHS:].T, strict=True))
    ends = np.cumsum(texts)
    return Table(
        **{name: np.ascontiguousarray(each) for name, each in (stated | whole).items() if name != "currency"},
        **{name: np.ascontiguousarray(each) for name, each in zip(AMOUNTS, amounts.T, strict=True)},
        currency=stated["currency"].astype(np.int64),
        group=_small(-1 - np.arange(len(kept))),
        sets=found["sets"].astype(np.int64),
        sets_at=_small(_edges(sets.ravel())),
        titles_from=_small(ends - texts + 1),
        titles_to=_small(ends),
        words=found["words"],
        words_at=_small(_edges(of_texts[:, 0])),
        trigrams=_small(kernels().spell(found["letters"], letters_at, signs)),
        signs=signs,
        said=found["said"],
        said_at=_small(_edges(said.ravel())),
    )


def that_may_match(
    asked: Prepared, kept: Sequence[bytes], min_score: float, constants: Constants = SHIPPED
) -> list[int]:
    """The positions of those that may match it; what is left out does not, or is weaker than `min_score`."""
    if not kept:
        return []
    loops = kernels()
    columns = Columns(loops.spell)
    columns.add([asked])
    # As if all shared one key of the sort whose activities are compared in any case.
    by, run = Asked(np.zeros(1, np.int64), np.array([NAMED], np.uint8)), _run(len(kept))
    seen = np.zeros(len(kept), dtype=np.bool_)
    found: list[int] = loops.near(
        columns.table(), 0, by, opened(kept), run, seen, limits_of(constants, min_score)
    ).tolist()
    return sorted(found)


def _run(count: int) -> Run:
    return Run(np.zeros(count, np.int64), np.arange(count, dtype=np.int32))


def _unspelled(_letters: Values, at: Values, _signs: Values) -> Values:
    """Which trigrams titles have is found when they are compared, by compiled loops."""
    return np.zeros(len(at) - 1, np.int32)


def _heads(table: Table) -> Values:
    """What stands first of each activity."""
    count = len(table.first)
    amounts = np.stack(_named(table, AMOUNTS), 1).view(np.int32)
    stated = np.stack(_named(table, STATED), 1)
    sets, said = np.diff(table.sets_at).reshape(count, SETS), np.diff(table.said_at).reshape(count, SAID)
    return np.hstack([amounts, stated, sets, said, (table.titles_to - table.titles_from + 1)[:, np.newaxis]])


def _named(table: Table, names: Sequence[str]) -> list[Values]:
    return [getattr(table, name) for name in names]


def _numbers(row: Values) -> Values:
    return np.ascontiguousarray(row, NUMBER)


def _small(row: Values) -> Values:
    return np.ascontiguousarray(row, np.int32)


def _edges(lengths: Values) -> Values:
    """Where each piece begins, of pieces of these lengths one after the other, and behind the last one."""
    return np.append(0, np.cumsum(lengths, dtype=np.int64))


def _sums(values: Values, lengths: Values) -> Values:
    """The sum of each piece of a row, of these lengths; none is empty."""
    found: Values = np.add.reduceat(values, _edges(lengths)[:-1], dtype=np.int64)
    return found


def _pieces(row: Values, begins: Values, lengths: Values) -> Values:
    """Pieces of a row one after the other."""
    edges = _edges(lengths)
    found: Values = row[np.arange(edges[-1]) + np.repeat(begins - edges[:-1], lengths)]
    return found
