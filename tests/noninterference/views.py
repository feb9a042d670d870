"""Views of civil society in the worlds: filed on follow-ups that it reads, released, replied to, withdrawn."""

import random

from egnatia.commitments.observed.actions import file_view, reply_to_view
from egnatia.commitments.observed.rules import Said
from egnatia.kernel.marking import Tlp
from tests.noninterference.drawing import drawn_names
from tests.noninterference.operations import VERBS, Operation, World
from tests.noninterference.oracle import Fate, fates, may_state, reads
from tests.noninterference.stage import PROFILES, Profile

WORDS = ("Half of them were met", "Nobody was asked", "It works well in two towns")
CIVIL = next(who for who in PROFILES if who.username == "civil")


def _file(world: World, operation: Operation) -> None:
    assert operation.names
    on, by = world.follow_ups[operation.other], world.stage.reader(operation.by)
    said = Said(WORDS[operation.variant % len(WORDS)], "en")
    world.observations[operation.key] = file_view(on, said, operation.names.marking(world.stage), by=by)


def _reply(world: World, operation: Operation) -> None:
    by = world.stage.reader(operation.by)
    reply_to_view(world.observations[operation.key], Said(f"Replied {operation.variant}", "en"), by=by)


VERBS.update({"file view": _file, "reply": _reply})


def views_of(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """Views on follow-ups that civil society reads at the end, commitment included."""
    end = fates(steps)
    found: list[Operation] = []
    for key, fate in sorted(end.items()):
        if fate.kind == "follow-up" and reads_both(CIVIL, fate, end) and chance.random() < 0.7:
            found += _life(chance, key, fate, end)
    return found


def reads_both(who: Profile, fate: Fate, end: dict[str, Fate]) -> bool:
    """A follow-up and its commitment."""
    return reads(who, fate) and reads(who, end[fate.about])


def _life(chance: random.Random, on: str, fate: Fate, end: dict[str, Fate]) -> list[Operation]:
    key, names = f"view-{on}", drawn_names(chance, CIVIL)
    life = [Operation(0, "file view", CIVIL, key, chance.randrange(9), names, other=on)]
    if names.tlp >= Tlp.AMBER_STRICT and chance.random() < 0.6:
        names = drawn_names(chance, CIVIL, most=Tlp.GREEN)
        life.append(Operation(0, "release", CIVIL, key, names=names, other=on))
    view = Fate(CIVIL.house, CIVIL.username, names)
    able = [who for who in PROFILES if who.house == fate.house and reads_both(who, fate, end) and reads(who, view)]
    able = [who for who in able if not fate.economy or may_state(who, fate.economy)]
    if able and chance.random() < 0.7:
        life.append(Operation(0, "reply", chance.choice(able), key, chance.randrange(9), other=on))
    if chance.random() < 0.1:
        life.append(Operation(0, "withdraw", CIVIL, key, other=on))
    return life
