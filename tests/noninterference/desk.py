"""What the secretariat does about matches in the worlds: for itself, and by e-mails to the owners."""

import random
from contextlib import suppress

from egnatia.kernel.faults import NotFound
from egnatia.matching.actions import enter
from egnatia.matching.rules import match_id
from tests.noninterference.operations import VERBS, Operation, World
from tests.noninterference.oracle import fates, reads
from tests.noninterference.stage import PROFILES

DESK = "desk"
ENTERED = ("note", "agenda", "aside", "assigned")


def _enter(world: World, operation: Operation) -> None:
    """Where the two are a match: whether they are is no secret to whoever sees both."""
    by = world.stage.reader(operation.by)
    pair = match_id(world.ids[operation.key], world.ids[operation.other])
    verb = ENTERED[operation.variant % len(ENTERED)]
    with suppress(NotFound):
        entry = enter(pair, verb, f"Entered {operation.variant} in {operation.number}.", by=by)
        world.entries[str(operation.number)] = entry.pk


VERBS[DESK] = _enter


def entered(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """About some of the pairs that the secretariat sees at the end."""
    by = next(who for who in PROFILES if who.secretariat)
    end = {key: fate for key, fate in fates(steps).items() if fate.kind == "activity"}
    seen = [key for key, fate in sorted(end.items()) if reads(by, fate)]
    pairs = [(one, other) for at, one in enumerate(seen) for other in seen[at + 1 :]]
    chosen = chance.sample(pairs, min(len(pairs), chance.randint(0, 3)))
    return [Operation(0, DESK, by, one, chance.randrange(9), other=other) for one, other in chosen]
