"""Filters that people of the worlds keep: each is its owner's alone, and that with the second step."""

import random

from egnatia.kernel.access.marking import Tlp
from egnatia.people.filters.actions import save_filter
from tests.noninterference.operations import VERBS, Names, Operation, World
from tests.noninterference.stage import PROFILES

KEPT = (
    ("activities", {"q": "Undercover", "economy": "ALB"}),
    ("needs", {"priority": "high"}),
    ("commitments", {"q": "prison"}),
)


def _save(world: World, operation: Operation) -> None:
    code, said = KEPT[operation.variant % len(KEPT)]
    by = world.stage.reader(operation.by)
    world.filters[operation.key] = save_filter(code, said, f"Kept by {operation.by.username}", watched=True, by=by)


VERBS["save filter"] = _save


def filters_of(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """At the end, in some plans, one or two people keep one."""
    first, owners = 1 + max(step.number for step in steps), chance.sample(PROFILES, chance.choice((0, 0, 1, 2)))
    return [
        Operation(number, "save filter", who, f"filter-{who.username}", chance.randrange(9), Names(Tlp.RED))
        for number, who in enumerate(owners, start=first)
    ]
