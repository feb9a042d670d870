"""A collection of invented activities, some of them planted pairs, some of them decoys, and which pairs are true."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import Literal, get_args

from benchmarks.generated import noise
from benchmarks.generated.drawing import happens
from benchmarks.generated.texts import by_another, half_changed, misspelt
from benchmarks.generated.works import Work, by_partner, in_register, record, somewhere, work
from benchmarks.generated.world import World, world

from egnatia.overlap import ActivityFacts, Text

Level = Literal["1", "2a", "2b", "3"]
LEVELS: tuple[Level, ...] = get_args(Level)
EACH = 100  # one pair of each level for so many activities
PROGRAMME = 5  # records of a programme in other economies or years
IN_PROGRAMMES = 0.10  # of all activities
OF_TEMPLATE = 0.9  # of the words that the records of a programme share
YEARS_LATER = 4  # at most, after the end of the record before
TITLE_WITH_YEAR = 0.5
OF_FUNDERS, OF_REGISTERS = 0.60, 0.25  # who reports what is in no pair; the rest implementers do


@dataclass(frozen=True, slots=True)
class Collection:
    """Activities in no order that says anything, and the positions of the two of each planted pair, by level."""

    activities: list[ActivityFacts]
    pairs: dict[Level, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Written:
    """A record and, where it is one of a planted pair, the pair's level and number."""

    activity: ActivityFacts
    pair: tuple[Level, int] | None = None


@dataclass
class Writer:
    """Writes one record after the other: whose chance, in which world, noisy or not."""

    rng: Random
    world: World
    noisy: bool
    written: int = 0

    def record(self, done: Work, *, synonyms: bool = False, plain: bool = False) -> ActivityFacts:
        """A record of `done`, in another language and with gaps where noise wants it; a `plain` one never."""
        self.written += 1
        noisy = self.noisy and not plain
        language = noise.language(self.rng) if noisy else "en"
        return record(self.rng, done, self.written, language, synonyms=synonyms)

    def reported(self, activity: ActivityFacts, *, moved: bool = False) -> ActivityFacts:
        """The record after noise: facts seen otherwise if it is the second of a pair, and gaps."""
        if not self.noisy:
            return activity
        return noise.with_gaps(self.rng, noise.otherwise_seen(self.rng, activity) if moved else activity)


def collection(count: int, seed: int, *, noisy: bool = True) -> Collection:
    """`count` activities; 8 in 100 of them are planted pairs, 10 in 100 are records of programmes, which are none.

    Levels: 1 verbatim with typing mistakes, in the register of an economy. 2 about half of the words changed: 2a in
    such a register, 2b reported by a second funder of the same work. 3 another text, by the implementer.
    """
    rng = Random(seed)
    writer = Writer(rng, world(rng, count), noisy)
    found = list(_written(writer, count))
    rng.shuffle(found)
    pairs: dict[tuple[Level, int], list[int]] = {}
    for position, each in enumerate(found):
        if each.pair:
            pairs.setdefault(each.pair, []).append(position)
    by_level: dict[Level, list[tuple[int, int]]] = {level: [] for level in LEVELS}
    for (level, _), (one, other) in sorted(pairs.items()):
        by_level[level].append((one, other))
    return Collection([each.activity for each in found], by_level)


def _written(writer: Writer, count: int) -> Iterator[Written]:
    for level in LEVELS:
        for number in range(count // EACH):
            for activity in _PLANTED[level](writer):
                yield Written(activity, (level, number))
    for _ in range(round(count * IN_PROGRAMMES) // PROGRAMME):
        yield from map(Written, _programme(writer))
    while writer.written < count:
        yield Written(_alone(writer, work(writer.rng, writer.world)))


def _alone(writer: Writer, done: Work) -> ActivityFacts:
    activity = writer.record(done)
    chance = writer.rng.random()
    if chance > OF_FUNDERS:
        activity = in_register(activity) if chance < OF_FUNDERS + OF_REGISTERS else by_partner(activity)
    return writer.reported(activity)


def _verbatim(writer: Writer) -> tuple[ActivityFacts, ActivityFacts]:
    """Level 1: the same text with typing mistakes, or its translation."""
    done = work(writer.rng, writer.world)
    first = writer.record(done, plain=True)
    second = writer.record(done)
    if second.titles[0].lang == "en":
        second = replace(
            second, titles=_misspelt(writer, first.titles), descriptions=_misspelt(writer, first.descriptions)
        )
    return first, writer.reported(in_register(second), moved=True)


def _changed(writer: Writer) -> tuple[ActivityFacts, ActivityFacts]:
    """Level 2a: half of the words changed, the same money."""
    done = work(writer.rng, writer.world)
    other = replace(done, writing=half_changed(writer.rng, done.writing))
    second = in_register(writer.record(other))
    return writer.record(done, plain=True), writer.reported(second, moved=True)


def _of_two_funders(writer: Writer) -> tuple[ActivityFacts, ActivityFacts]:
    """Level 2b: half of the words changed, by another funder who pays a part of the same work."""
    done = work(writer.rng, writer.world)
    funders = [each for each in writer.world.funders.different(writer.rng, 2) if each != done.funder]
    other = replace(done, writing=half_changed(writer.rng, done.writing), funder=funders[0])
    return writer.record(done, plain=True), writer.reported(writer.record(other), moved=True)


def _by_implementer(writer: Writer) -> tuple[ActivityFacts, ActivityFacts]:
    """Level 3: another text in other words, by the implementer, whom the funder pays."""
    done = work(writer.rng, writer.world)
    other = replace(done, writing=by_another(writer.rng, done.writing))
    second = by_partner(writer.record(other, synonyms=True))
    return writer.record(done, plain=True), writer.reported(second, moved=True)


_PLANTED: dict[Level, Callable[[Writer], tuple[ActivityFacts, ActivityFacts]]] = {
    "1": _verbatim, "2a": _changed, "2b": _of_two_funders, "3": _by_implementer,
}  # fmt: skip


def _programme(writer: Writer) -> Iterator[ActivityFacts]:
    """One funder's template in other economies, or in one economy in later years: alike, and never the same work."""
    first = work(writer.rng, writer.world)
    done, abroad = first, happens(writer.rng, 0.5)
    taken = set(first.economies)
    for _ in range(PROGRAMME):
        yield _alone(writer, done)
        if abroad:
            free = [code for code in writer.world.economies if code not in taken]
            where = (writer.rng.choice(free),) if free else first.economies
            taken.update(where)
            done = somewhere(writer.rng, writer.world, first, where)
        else:
            done = _later(writer, done)
        done = replace(done, writing=half_changed(writer.rng, first.writing, 1 - OF_TEMPLATE))


def _later(writer: Writer, before: Work) -> Work:
    """The programme's next round, in the same economies, once the round before has ended."""
    start = before.end + timedelta(days=writer.rng.randint(1, YEARS_LATER * 365))
    return replace(somewhere(writer.rng, writer.world, before, before.economies), start=start)


def _misspelt(writer: Writer, texts: tuple[Text, ...]) -> tuple[Text, ...]:
    return tuple(replace(text, text=misspelt(writer.rng, text.text)) for text in texts)
