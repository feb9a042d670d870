"""Regular sources that people of the worlds set up: each is its house's, or one person's alone."""

import random

from egnatia.activities.sources.actions.setup import SourceWish, set_up
from egnatia.kernel.access.marking import Tlp
from tests.noninterference.operations import VERBS, Names, Operation, World
from tests.noninterference.stage import PROFILES

KEEP = "keep source"


def _keep(world: World, operation: Operation) -> None:
    assert operation.names
    marking = operation.names.marking(world.stage)
    wish = SourceWish(f"Register of {operation.key}", "https://example.org/a.xml", "weekly", False, marking)
    world.imports[operation.key] = set_up(wish, by=world.stage.reader(operation.by))


VERBS[KEEP] = _keep


def sources_of(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """At the end, in some plans, one or two houses keep one."""
    first, owners = 1 + max(step.number for step in steps), chance.sample(PROFILES, chance.choice((0, 1, 2)))
    levels = [Names(chance.choice((Tlp.AMBER_STRICT, Tlp.AMBER_STRICT, Tlp.RED))) for _ in owners]
    return [
        Operation(number, KEEP, who, f"source-{who.username}", 0, names)
        for number, (who, names) in enumerate(zip(owners, levels, strict=True), start=first)
    ]
