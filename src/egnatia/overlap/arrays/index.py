"""Executor "arrays": a collection in this process, for imports and for `analyse`.

Gives the same pairs as scoring every two activities that share a key, only sooner: pairs that cannot match by their
source, money, dates, words or facts are passed over in compiled loops before anything is scored.
"""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import cache
from importlib import import_module
from itertools import combinations, islice
from operator import attrgetter
from types import GenericAlias, ModuleType
from typing import Any, get_type_hints

import msgspec
import numpy as np

from egnatia.overlap.activity import ActivityFacts
from egnatia.overlap.arrays.batches import Batches, Given
from egnatia.overlap.arrays.columns import TableBuilder
from egnatia.overlap.arrays.key_index import Keyed, asked
from egnatia.overlap.arrays.tables import ACROSS, ActivityTable, Numbers, limits_of
from egnatia.overlap.concepts import ConceptProfile, apart
from egnatia.overlap.constants import DEFAULT_MIN_SCORE, SHIPPED, Constants
from egnatia.overlap.match import MatchResult
from egnatia.overlap.prepare import Prepared, prepare
from egnatia.overlap.score import score

BATCH = 4096  # activities that are put into arrays at once
SCORED = 1024  # pairs that are scored at once
THREADS = 2  # for the compiled loops, which run beside each other
FEW = 2_000  # activities up to which plain Python is soon done: no compiled loop is loaded, nor waited for
MOST_MET = 1_000_000  # … unless its keys are shared so often that plain Python takes longer than to load it
# Packed are the values of an activity without the names of its fields, which take a fifth of the room.
STATED: Callable[[ActivityFacts], tuple[Any, ...]] = attrgetter(*ActivityFacts.__slots__)
PACKED = msgspec.msgpack.Decoder(GenericAlias(tuple, tuple(get_type_hints(ActivityFacts).values())))
LAST = 4096  # prepared activities that are at hand for whoever is checked next


@cache
def kernels() -> ModuleType:
    """The compiled loops, loaded where a collection is first compared: numba takes 75 MB and most of a second, and a
    process that serves pages never compares a collection."""
    return import_module("egnatia.overlap.arrays.kernels")


@cache
def reading() -> ModuleType:
    """The compiled loops that put activities into arrays, loaded with the others."""
    return import_module("egnatia.overlap.arrays.batch_kernels")


@contextmanager
def _collector_off() -> Iterator[None]:
    """No search for reference cycles while a batch is prepared or scored: it makes many objects that stay, and no cycle
    (`benchmarks.collector`)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _collector_skipping_old() -> Iterator[None]:
    """Reference cycles are searched for among new objects only, not again and again in the whole collection."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


class Index:
    """Activities that can be compared with each other and with a new one.

    Positions are those of `build` and `add`, in order. `pairs` and `check` read nothing but the pair that they score.
    Of many activities the prepared form is put into arrays and let go, for it takes five times the room of what it is
    made from; of the few that are scored it is made again. What it is made from is packed, which takes a third of the
    room.
    """

    def __init__(self, constants: Constants = SHIPPED) -> None:
        self.constants = constants
        self._kept: list[bytes | ActivityFacts] = []
        self._prepared: list[Prepared] = []  # of all that is no more than FEW, else none
        self._batches: Batches | None = None  # for many
        self._keyed = Keyed()
        self._columns: TableBuilder | None = None
        self._recent: dict[int, Prepared] = {}  # some of those that were prepared again

    @classmethod
    def build(cls, activities: Iterable[ActivityFacts], constants: Constants = SHIPPED) -> "Index":
        """An index of `activities`."""
        index = cls(constants)
        index.add(activities)
        return index

    def __len__(self) -> int:
        return len(self._kept)

    def meetings(self) -> int:
        """How often two activities share a key: what comparing all of them has to look at."""
        return self._keyed.meetings()

    def add(self, activities: Iterable[ActivityFacts]) -> None:
        """More activities, at the positions that follow."""
        self.take((activity, None) for activity in activities)

    def take(self, activities: Iterable[tuple[ActivityFacts, ConceptProfile | None]]) -> None:
        """More activities with what they say, as far as it was kept, at the positions that follow."""
        rest = iter(activities)
        with _collector_off():
            while batch := list(islice(rest, BATCH)):
                if len(batch) > FEW:
                    self._take_many(batch)
                else:
                    self._take_few(batch)

    def _take_few(self, batch: Sequence[Given]) -> None:
        prepared = [prepare(activity, self.constants, said) for activity, said in batch]
        self._keyed.add(prepared)
        self._kept += (_packed(activity) for activity, _ in batch)
        self._prepared += prepared
        if len(self) > FEW:
            self._file()

    def _take_many(self, batch: Sequence[Given]) -> None:
        """They are put into arrays without being prepared."""
        columns = self._file()
        facts, filed, entries = self._reader().filed(batch)
        columns.file(facts, filed)
        self._keyed.enter(entries, columns.table().first[len(self) :])
        self._kept += (_packed(activity) for activity, _ in batch)
        self._prepared.clear()

    def _reader(self) -> Batches:
        """What reads many, and knows the words that were read."""
        self._batches = self._batches or Batches(reading())
        return self._batches

    def pairs(self, min_score: float = DEFAULT_MIN_SCORE) -> Iterator[tuple[int, int, MatchResult]]:
        """Every pair i < j that shares a key and whose strength reaches `min_score`, by i, then j."""
        codes = iter(self._candidates(min_score).tolist())
        with nullcontext() if self._are_few else _collector_skipping_old():
            while batch := list(islice(codes, SCORED)):
                with _collector_off():
                    scored = self._scored([divmod(code, len(self)) for code in batch])
                yield from ((i, j, match) for i, j, match in scored if match and match.strength >= min_score)

    def _scored(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int, MatchResult | None]]:
        """The match of each pair. What was prepared for it is released before the collector runs again."""
        at, constants = self._laid_out({position for pair in pairs for position in pair}), self.constants
        return [(i, j, score(at[i], at[j], constants)) for i, j in pairs]

    def check(self, activity: ActivityFacts, min_score: float = 0.0) -> list[tuple[int, MatchResult]]:
        """Matches of one activity with the collection, best first; it is not stored, nor compared with its own ref."""
        prepared = prepare(activity, self.constants)
        near = self._near_of_few(prepared) if self._are_few else self._near(prepared, min_score)
        others = ((i, self._at(i)) for i in near.tolist())
        scored = ((i, score(prepared, o, self.constants)) for i, o in others if o.activity.ref != activity.ref)
        found = [(i, match) for i, match in scored if match and match.strength >= min_score]
        return sorted(found, key=lambda pair: (-pair[1].strength, pair[0]))

    def _near(self, prepared: Prepared, min_score: float) -> Numbers:
        """Those that share a key with it and may match it."""
        columns, limits = self._file(), limits_of(self.constants, min_score)
        one, table = columns.alone(prepared), columns.table()
        by, seen = asked(prepared), np.zeros(len(self), dtype=np.bool_)
        found = [kernels().near(one, 0, by, table, run, seen, limits) for run in self._keyed.runs()]
        return np.sort(np.concatenate(found))

    def _near_of_few(self, prepared: Prepared) -> Numbers:
        """Those that share a key with it, or a key for those that share no language with it."""
        by = asked(prepared)
        met = self._keyed.near(by.hashes[by.kinds == ACROSS]).tolist()
        strangers = [i for i in met if apart(prepared.said, self._prepared[i].said)]
        return np.union1d(self._keyed.near(by.hashes[by.kinds != ACROSS]), np.array(strangers, dtype=np.int64))

    def _candidates(self, min_score: float) -> Numbers:
        """Pairs that may match, as i * count + j in order, each once."""
        if self._are_few and self.meetings() <= MOST_MET:
            return np.array(sorted(set(self._met())), dtype=np.int64)
        table, limits, loops = self._table(), limits_of(self.constants, min_score), kernels()
        postings = self._keyed.by_time(table, loops)
        sketches = loops.sketched(table, postings.order, limits)
        with ThreadPoolExecutor(THREADS) as threads:
            found = threads.map(
                lambda turn: loops.pairs(table, postings, sketches, limits, turn, THREADS), range(THREADS)
            )
            return np.sort(np.concatenate(list(found)))

    @property
    def _are_few(self) -> bool:
        return len(self._prepared) == len(self)

    def _at(self, position: int) -> Prepared:
        if self._are_few:
            return self._prepared[position]
        if position not in self._recent:
            if len(self._recent) >= LAST:
                del self._recent[next(iter(self._recent))]
            ((activity, said),) = self._given([position])
            self._recent[position] = prepare(activity, self.constants, said)
        return self._recent[position]

    def _laid_out(self, positions: Collection[int]) -> Mapping[int, Prepared] | Sequence[Prepared]:
        """Some activities prepared, by their positions; of many all together."""
        if self._are_few:
            return self._prepared
        made = self._reader().prepared(self._given(list(positions)))
        return dict(zip(positions, made, strict=True))

    def _given(self, positions: Sequence[int]) -> list[Given]:
        """Some activities as they were kept, and what they say."""
        kept = [self._kept[position] for position in positions]
        activities = [ActivityFacts(*PACKED.decode(each)) if isinstance(each, bytes) else each for each in kept]
        return list(zip(activities, self._file().said(positions), strict=True))

    def _table(self) -> ActivityTable:
        """All that was added, in arrays."""
        return self._file().table()

    def _file(self) -> TableBuilder:
        """Put into arrays what is not there yet; of many activities only they are kept."""
        self._columns = self._columns or TableBuilder(kernels().spell)
        filed = self._columns.count - len(self) + len(self._prepared)
        for start in range(filed, len(self._prepared), BATCH):
            self._columns.add(self._prepared[start : start + BATCH])
        if len(self) > FEW:
            self._prepared.clear()
        return self._columns

    def _met(self) -> Iterator[int]:
        """Pairs that share a key and are not passed over by their language, source and money or dates, as above."""
        for members, named, role, strangers in self._keyed.postings():
            for i, j in combinations(members, 2):
                if strangers and not apart(self._prepared[i].said, self._prepared[j].said):
                    continue
                if named or not (self._of_one_purse(i, j) or (not role and self._apart(i, j))):
                    yield i * len(self) + j

    def _of_one_purse(self, i: int, j: int) -> bool:
        one, other = self._prepared[i], self._prepared[j]
        source, money = one.activity.source, one.money
        return bool(source and money) and (source, money) == (other.activity.source, other.money)

    def _apart(self, i: int, j: int) -> bool:
        one, other = self._prepared[i].window, self._prepared[j].window
        return one is not None and other is not None and one.shared_days(other) <= 0


def _packed(activity: ActivityFacts) -> bytes | ActivityFacts:
    """As bytes; as it is where a text holds half a character, which cannot be packed."""
    try:
        return msgspec.msgpack.encode(STATED(activity))
    except UnicodeEncodeError:
        return activity
