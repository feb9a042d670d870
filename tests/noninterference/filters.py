"""Filters and proposals that people of the worlds keep: each is its owner's alone, and that with the second step."""

import random

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.people.filters.actions import save_filter
from egnatia.proposals.actions import watch_proposal
from tests.noninterference.access import BEGINNING
from tests.noninterference.operations import TITLES, VERBS, Names, Operation, World, facts
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
    title = TITLES[operation.variant % len(TITLES)]
    with clock.time_from(lambda: BEGINNING):
        watch = watch_proposal(title, facts(operation.variant, operation.key, masked=False), by=by)
    world.filters[f"proposal of {operation.key}"] = watch


VERBS["save filter"] = _save


def filters_of(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """At the end, in some plans, one or two people keep one; then somebody else enters something like it for their own
    house."""
    first, owners = 1 + max(step.number for step in steps), chance.sample(PROFILES, chance.choice((0, 0, 1, 2)))
    kept = [
        Operation(number, "save filter", who, f"filter-{who.username}", chance.randrange(9), Names(Tlp.RED))
        for number, who in enumerate(owners, start=first)
    ]
    return [*kept, *(_like(each, first + len(kept) + at) for at, each in enumerate(kept) if chance.random() < 0.5)]


def _like(kept: Operation, number: int) -> Operation:
    other = next(who for who in PROFILES[::-1] if who.house != kept.by.house)
    return Operation(number, "store", other, f"late-{kept.key}", kept.variant, Names(Tlp.AMBER_STRICT))
