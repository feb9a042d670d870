"""Two worlds, one observer: the same accesses in both, and what differs."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import resolve

from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.mapping.matches.queries import near
from tests.noninterference import oracle, plans, routes
from tests.noninterference.access import Access, Answer, answer_to, deterministic, moment_of
from tests.noninterference.known import Known
from tests.noninterference.needs import LIMIT
from tests.noninterference.operations import Operation, World, perform
from tests.noninterference.stage import Profile, Stage

SAMPLE = 60  # accesses of one pair of worlds: rather many worlds than many accesses to one
SERVER_ERROR = 500

# The routes that show single activities and matches, with all that is derived from them.
CLOSE = (
    *("mapping:activity", "mapping:match", "mapping:matches-download", "mapping:need", "people:marking"),
    *("public:extract", "public:extract-cell"),
    *("mapping:partner-request", "mapping:partner-answer"),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one pair of worlds showed. `effective`: there was something that the observer may not know of."""

    accesses: int
    effective: bool
    leak: str = ""


def compare(seed: int, stage: Stage, *, sample: int = SAMPLE) -> Outcome:
    """Play the plan of `seed` in both worlds and let its observer look."""
    plan, who = plans.plan_of(seed), plans.observer_of(seed)
    known_plan = oracle.known_to(who, plan)
    moment = len(plan) + random.Random(seed).choice((1, 30))
    with played(stage, plan) as world:
        known = Known.of(world, who)
        tried = _sampled(known, seed, sample)
        seen = _observe(stage, who, tried, moment)
    with played(stage, known_plan):
        expected = _observe(stage, who, tried, moment)
    leak = _first_leak(tried, seen, expected)
    note = f"seed {seed}, observer {who}: {leak}" if leak else ""
    return Outcome(2 * len(tried), effective=known_plan != plan, leak=note)


@contextmanager
def played(stage: Stage, plan: Sequence[Operation]) -> Iterator[World]:
    """The world after `plan`; undone afterwards."""
    world = World(stage)
    cache.clear()
    near.forget()
    with transaction.atomic(), override_settings(MOST_HIGH_NEEDS=LIMIT):
        for operation in plan:
            perform(world, operation)
        yield world
        transaction.set_rollback(True)


def _sampled(known: Known, seed: int, sample: int) -> list[Access]:
    """Half of what is tried looks closely at what happened in these worlds, half is drawn from all there is."""
    chance = random.Random(seed)
    loaded = routes.load()
    close = [access for name in CLOSE for access in loaded[name](known) if resolve(access.path).view_name == name]
    every = [access for generator in _generators() for access in generator(known)]
    return chance.sample(close, min(sample // 2, len(close))) + chance.sample(every, min(sample // 2, len(every)))


def _generators() -> list[routes.Generator]:
    loaded = routes.load()
    return list(dict.fromkeys(loaded[name] for name in sorted(loaded)))


def _observe(stage: Stage, who: Profile, tried: Sequence[Access], moment: int) -> list[Answer]:
    client = signed_in(stage, who, moment)
    return [answer_to(client, access, moment_of(moment)) for access in tried]


def signed_in(stage: Stage, who: Profile, moment: int) -> Client:
    """The observer's browser, with or without his second factor shown."""
    client = Client(raise_request_exception=False)
    if not who.anonymous:
        with deterministic(f"sign-in {who.username}", moment_of(moment)):
            client.force_login(stage.persons[who.username])
            session = client.session
            session[SECOND_FACTOR_SHOWN] = who.strong
            session.save()
    return client


def _first_leak(tried: Sequence[Access], seen: Sequence[Answer], expected: Sequence[Answer]) -> str:
    for access, one, other in zip(tried, seen, expected, strict=True):
        if one.status >= SERVER_ERROR:  # two equal faults hide whatever the page would have shown
            return f"{access}\nthe page answers {one.status}"
        difference = one.difference(other)
        if difference:
            return f"{access}\n{difference}"
    return ""
