"""Changes of many records at once in the worlds."""

import random
from collections.abc import Callable, Collection, Mapping, Sequence

from egnatia.kernel.access.marking import Tlp
from egnatia.needs.bulk_changes.actions import carry_out
from egnatia.needs.bulk_changes.queries.preview import chosen_by
from egnatia.needs.bulk_changes.rules import ACTIVITIES, ActivityWish
from tests.noninterference.operations import VERBS, Names, Operation, World
from tests.noninterference.stage import PROFILES, Profile

SEVERAL = "change several"


def _change(world: World, operation: Operation) -> None:
    """Those that the world holds: in another one, some were never stored."""
    by = world.stage.reader(operation.by)
    records = tuple(world.ids[key] for key in (operation.key, operation.other) if key)
    plan = chosen_by(by, ACTIVITIES, records).plan(by, ACTIVITIES, ActivityWish(status="suspended"), None)
    change = carry_out(plan, by=by).change
    assert change
    world.bulks[str(operation.number)] = change


VERBS[SEVERAL] = _change


def life_of(
    chance: random.Random,
    houses: Mapping[str, tuple[str, str]],
    drafts: Collection[str],
    may_read: Callable[[Profile, str], bool],
) -> list[Operation]:
    """Two activities of one house, changed together; sometimes their author then keeps a draft to themselves.

    `houses` are house and author by activity. Of what was released before, keeping it to oneself is a wish that waits
    for a second person: an author may leave their house, and would still read it.
    """
    held = {
        who.username: [
            key for key, (house, _author) in sorted(houses.items()) if house == who.house and may_read(who, key)
        ]
        for who in PROFILES
    }
    most = max(map(len, held.values()), default=0)
    if not most:
        return []
    by = chance.choice([who for who in PROFILES if len(held[who.username]) >= min(most, 2)])
    own = held[by.username]
    key, *others = chance.sample(own, min(2, len(own)))
    life = [Operation(0, SEVERAL, by, key, other=next(iter(others), ""))]
    authors = {who.username: who for who in PROFILES}
    kept = [each for each in (key, *others) if each in drafts and houses[each][1] != by.username]
    if kept and chance.random() < 0.7:
        life.append(Operation(0, "narrow", authors[houses[kept[0]][1]], kept[0], names=Names(Tlp.RED)))
    return life


def as_known(operation: Operation, knows: Callable[[str], bool]) -> Operation:
    """With those records alone that somebody knows of."""
    first, *others = [key for key in (operation.key, operation.other) if key and knows(key)] or [""]
    return Operation(operation.number, SEVERAL, operation.by, first, other=next(iter(others), ""))


def numbered(life: Sequence[Operation], first: int) -> list[Operation]:
    return [
        Operation(number, step.verb, step.by, step.key, names=step.names, other=step.other)
        for number, step in enumerate(life, start=first)
    ]
