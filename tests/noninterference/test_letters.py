"""What the secretariat writes to an owner says nothing of what that owner may not read: in A as in B.

The mailbox of an organisation is read by everybody in it. What reaches it in a world is compared with what the same
action writes in the world that this mailbox may know of; a question about its own record is written of that alone.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock
from uuid import UUID

import pytest

from egnatia.matching.queries import letters
from egnatia.matching.queries.letters import letters_about
from egnatia.matching.queries.visible import matches_visible_to
from tests.noninterference.comparing import played
from tests.noninterference.operations import World
from tests.noninterference.oracle import fates, known_to, reads
from tests.noninterference.plans import plan_of
from tests.noninterference.stage import PROFILES, Profile, Stage, set_up

pytestmark = [pytest.mark.django_db, pytest.mark.noninterference]
SEEDS = range(25)


@dataclass(frozen=True, slots=True)
class Post:
    """One e-mail as its addressee gets it."""

    match: UUID
    asks: bool
    text: str


def mailbox_of(house: str) -> Profile:
    """Everybody of a house in one: in no community, of no economy, named nowhere."""
    return Profile("a mailbox", house)


def post(world: World) -> dict[str, set[Post]]:
    """All that the secretariat could write in a world, by house."""
    desk = world.stage.reader(next(who for who in PROFILES if who.secretariat))
    houses = {identifier: name for name, identifier in world.stage.houses.items()}
    found: dict[str, set[Post]] = {}
    for match in matches_visible_to(desk).order_by("pk").values_list("pk", flat=True):
        for each in letters_about(match, by=desk):
            about = each.about if each.asks else match
            found.setdefault(houses[str(each.organisation)], set()).add(Post(about, each.asks, each.text))
    return found


def leak_of(stage: Stage, seed: int, sorts: set[bool]) -> str:
    """Where a mailbox gets in world A what it would not get in the world that it knows. `sorts` takes what was seen."""
    plan = plan_of(seed)
    end = fates(plan)
    with played(stage, plan) as world:
        sent, names = post(world), {identifier: key for key, identifier in world.ids.items()}
    for house, got in sorted(sent.items()):
        reader = mailbox_of(house)
        sorts |= {each.asks for each in got}
        for each in got:
            if each.asks and not reads(reader, end[names[each.match]]):
                return f"seed {seed}: {house} is asked about what it cannot read"
        with played(stage, known_to(reader, plan)) as known:
            allowed = post(known).get(house, set())
        for each in got:
            if not each.asks and each not in allowed:
                return f"seed {seed}: {house} reads {each.text!r}"
    return ""


@contextmanager
def every_owner_reads_everything() -> Iterator[None]:
    """The planted leak: the draft takes both records for readable, whoever it is for."""

    def leaking(_organisation: UUID, activities: Iterable[UUID]) -> frozenset[Any]:
        return frozenset(activities)

    with mock.patch.object(letters, "readable", leaking):
        yield


def test_an_owner_is_written_nothing_that_it_may_not_read() -> None:
    stage, sorts = set_up(), set[bool]()

    assert [leak for seed in SEEDS if (leak := leak_of(stage, seed, sorts))] == []
    assert sorts == {False, True}


def test_a_letter_drafted_from_all_there_is_is_caught() -> None:
    stage = set_up()

    with every_owner_reads_everything():
        assert any(leak_of(stage, seed, set()) for seed in SEEDS)
