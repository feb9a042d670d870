"""Snapshots in the worlds: the desk freezes a round, at a meeting or circulating; a focal point may object."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.reporting.snapshots.actions import freeze, object_to, record_adoption, write_note
from egnatia.reporting.snapshots.rules import BoardDecision, Meeting, Noted, Silence, SnapshotText
from tests.noninterference.drawing import drawn_names
from tests.noninterference.needs import NEED_ECONOMIES, need_economy
from tests.noninterference.operations import VERBS, Names, Operation, World
from tests.noninterference.rounds import DESK, INSTEAD, ROUND, SNAPSHOT, speaks
from tests.noninterference.stage import PROFILES, Profile

WAYS = (Meeting(), Silence(10))


def _freeze(world: World, operation: Operation) -> None:
    """Under the marking of the round: whoever reads that reads this."""
    assert operation.names
    way = WAYS[operation.variant % len(WAYS)]
    said = SnapshotText("What the round came to", "The board takes note.", "en", way)
    marking = operation.names.marking(world.stage)
    by = world.stage.reader(operation.by)
    world.snapshots[operation.key] = freeze(world.rounds[ROUND], said, marking, by=by)
    if way == WAYS[0] and operation.variant % 4:
        record_adoption(world.snapshots[operation.key], BoardDecision(clock.today(), "At its ninth meeting."), by=by)


def _note(world: World, operation: Operation) -> None:
    assert operation.names
    sort = ("comment", "wording", "decision")[operation.variant % 3]
    noted = Noted(sort, f"Said by {operation.by.username}.", "the prison service", date(2027, 1, 1))
    marking = operation.names.marking(world.stage)
    by = world.stage.reader(operation.by)
    world.notes[operation.key] = write_note(world.rounds[ROUND], noted, marking, by=by)


def _object(world: World, operation: Operation) -> None:
    participant = world.participants[need_economy(operation.variant)]
    reason = f"{operation.by.username} wants other words."
    object_to(world.snapshots[operation.key], participant, reason, by=world.stage.reader(operation.by))


VERBS.update({"freeze": _freeze, "note": _note, "object": _object})


def _notes(chance: random.Random, reads: Callable[[Profile, str], bool]) -> Iterator[Operation]:
    """By the desk and those who speak for an economy, as they mark them."""
    writers = [who for who in PROFILES if reads(who, ROUND) and (who.secretariat or speaks_for_some(who))]
    for number in range(chance.randint(0, 2)):
        by = chance.choice(writers)
        names = drawn_names(chance, by)
        yield Operation(0, "note", by, f"note-{number}", chance.randrange(3), names, other=ROUND)


def speaks_for_some(who: Profile) -> bool:
    """Whether they speak for an economy that takes part."""
    return any(speaks(who, economy) for economy in (*NEED_ECONOMIES, *INSTEAD.values()))


def life_after(
    chance: random.Random, names: Names, life: Sequence[Operation], reads: Callable[[Profile, str], bool]
) -> list[Operation]:
    """What becomes of a round that is not narrowed meanwhile: who reads the round reads what was frozen of it."""
    if chance.random() < 0.25 or any(step.verb == "narrow" for step in life):
        return []
    variant = chance.randrange(8)
    found = [*_notes(chance, reads), Operation(0, "freeze", DESK, SNAPSHOT, variant, names)]
    at = chance.randrange(len(NEED_ECONOMIES))
    focal = next(who for who in PROFILES if who.focal_point_of == NEED_ECONOMIES[at])
    if variant % len(WAYS) and reads(focal, ROUND) and chance.random() < 0.5:
        found.append(Operation(0, "object", focal, SNAPSHOT, at))
    if chance.random() < 0.15:
        found.append(Operation(0, "narrow", DESK, SNAPSHOT, names=Names(Tlp.AMBER_STRICT)))
    return found
