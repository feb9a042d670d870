"""Two worlds, one observer: the same accesses in both, and what differs."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings

from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.matching.queries import candidates
from tests.noninterference import oracle, plans, routes
from tests.noninterference.access import Access, Answer, answer_to, deterministic, moment_of, route_of
from tests.noninterference.drawing import stream
from tests.noninterference.holding import hold_part, hold_section
from tests.noninterference.known import Known
from tests.noninterference.needs import LIMIT
from tests.noninterference.operations import Operation, World, perform
from tests.noninterference.stage import Profile, Stage

SAMPLE = 100  # accesses of one observer to each of their two worlds: rather many worlds than many accesses to one
OBSERVERS = 4  # of one plan: world A is played once for all of them, world B once for all who know the same of it
SERVER_ERROR = 500
FALLEN = "the page answers 5"  # what a leak says that is a fault of the server

# The routes that show single activities and matches, with all that is derived from them.
CLOSE = (
    *("activities:activity", "matching:match", "matching:matches-download", "needs:need", "people:marking"),
    *("public:publication", "public:publication-cell"),
    *("activities:partner-request", "activities:partner-answer"),
    *("rounds:round", "rounds:round-answers", "rounds:section-request", "rounds:paper-draft"),
    *("rounds:section-own", "rounds:section-row"),
    *("reporting:report", "reporting:report-download"),
    *("commitments:commitment", "commitments:table", "commitments:follow-up", "commitments:unfunded"),
    *("commitments:unreported", "commitments:changed", "commitments:observation", "people:calendar-file"),
    *("people:changes", "people:filters"),
    *("exchange:contact-points", "exchange:contact-point", "exchange:contact-check", "exchange:contact-check-new"),
    *("exchange:information-request", "exchange:information-requests", "exchange:information-reply"),
    *("exchange:information-requests-earlier", "exchange:information-requests-overview"),
    *("exchange:information-part", "exchange:information-part-own"),
    *("comments:comment", "comments:new"),
    *("library:practice", "library:practices", "library:practice-reviews"),
    *("files:file", "files:download", "files:version-download"),
    "public:search",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the worlds of one plan showed. An effective pair: there was something that its observer may not know of."""

    accesses: int
    pairs: int
    effective: int
    leak: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What happens in a world, and what one observer may know of it."""

    who: Profile
    plan: tuple[Operation, ...]
    known: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """Which observers look, and where above all. Without `misses` all do; else those to whom an operation with one of
    these verbs is hidden (`beside`: one on a record that they know), and who know of one with the verb `knows`.
    `would` says whether what is hidden in a case would show: most of it could not. `only`: at these routes alone."""

    close: tuple[str, ...] = CLOSE
    misses: tuple[str, ...] = ()
    knows: str = ""
    beside: bool = False
    would: Callable[[Case, Operation], bool] = lambda _case, _hidden: True
    only: bool = False

    def takes(self, case: Case) -> bool:
        if not self.misses:
            return True
        there = {step.key for step in (case.known if self.beside else case.plan)}
        missed = [step for step in case.plan if step.verb in self.misses and step.key in there]
        hidden = [step for step in missed if step not in case.known]
        heard = not self.knows or any(step.verb == self.knows for step in case.known)
        return heard and any(self.would(case, step) for step in hidden)


EVERYWHERE = Look()


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one observer tried in world A, and what they got."""

    who: Profile
    tried: list[Access]
    answers: list[Answer]


def compare(seed: int, stage: Stage, *, sample: int = SAMPLE, look: Look = EVERYWHERE) -> Outcome:
    """Play the plan of `seed` in both worlds and let its observers look."""
    cases = _cases(seed)
    plan = cases[0].plan
    moment = len(plan) + stream(seed, "moment").choice((1, 30))
    watched, accesses = _worlds_b(cases, look), 0
    if not watched:
        return Outcome(0, 0, 0)
    with played(stage, plan) as world:
        seen = {}
        for number, who in enumerate(who for among in watched.values() for who in among):
            accesses_of = stream(seed, f"accesses of observer {number}")
            drawn = _sampled(Known.of(world, who), accesses_of, sample, look)
            seen[who] = _look(stage, who, drawn, moment)
    for known_plan, among in watched.items():
        with played(stage, known_plan):
            for who in among:
                accesses += 2 * len(seen[who].tried)
                leak = _first_leak(seen[who], _look(stage, who, seen[who].tried, moment))
                if leak:
                    return Outcome(accesses, 0, 0, f"seed {seed}, observer {who}: {leak}")
    effective = sum(len(among) for known_plan, among in watched.items() if known_plan != plan)
    return Outcome(accesses, len(seen), effective)


@lru_cache(maxsize=2_000)
def _cases(seed: int) -> tuple[Case, ...]:
    """What happens, for each observer. Kept: every planted leak is looked for in the same worlds."""
    plan = tuple(plans.plan_of(seed))
    return tuple(Case(who, plan, tuple(oracle.known_to(who, plan))) for who in plans.observers_of(seed, OBSERVERS))


def _worlds_b(cases: Sequence[Case], look: Look) -> dict[tuple[Operation, ...], list[Profile]]:
    """What each observer may know of, with all who may know just that."""
    found: dict[tuple[Operation, ...], list[Profile]] = {}
    for case in cases:
        if look.takes(case):
            found.setdefault(case.known, []).append(case.who)
    return found


@contextmanager
def played(stage: Stage, plan: Sequence[Operation]) -> Iterator[World]:
    """The world after `plan`; undone afterwards."""
    world = World(stage)
    cache.clear()
    candidates.forget()
    with transaction.atomic(), override_settings(MOST_HIGH_NEEDS=LIMIT):
        for operation in plan:
            perform(world, operation)
        yield world
        transaction.set_rollback(True)


def _sampled(known: Known, chance: random.Random, sample: int, look: Look) -> list[Access]:
    """Half of what is tried looks closely at what happened in these worlds, half is drawn from all there is.

    Each route weighs the same, however many accesses its generator knows.
    """
    loaded = routes.load()
    every = list(dict.fromkeys(loaded[name] for name in sorted(loaded)))
    far = 0 if look.only else sample // 2
    drawn = Counter(("", generator) for generator in chance.choices(every, k=far))
    drawn += Counter((name, loaded[name]) for name in chance.choices(look.close, k=sample - far))
    made = {generator: list(generator(known)) for generator in {generator for _, generator in drawn}}
    tried: list[Access] = []
    for (name, generator), number in drawn.items():
        there = [access for access in made[generator] if not name or route_of(access.path) == name]
        tried += chance.sample(there, min(number, len(there)))
    return tried


def _look(stage: Stage, who: Profile, tried: list[Access], moment: int) -> _Seen:
    """What they get; their signing in is undone afterwards, so that nobody meets the session of another."""
    with transaction.atomic():
        client = signed_in(stage, who, moment)
        hold_section(client, stage.reader(who), moment_of(moment))
        hold_part(client, stage.reader(who), moment_of(moment))
        answers = [answer_to(client, access, moment_of(moment)) for access in tried]
        transaction.set_rollback(True)
    return _Seen(who, tried, answers)


def signed_in(stage: Stage, who: Profile, moment: int) -> Client:
    """The observer's browser, with or without their second factor shown."""
    client = Client(raise_request_exception=False)
    if not who.anonymous:
        with deterministic(f"sign-in {who.username}", moment_of(moment)):
            client.force_login(stage.persons[who.username])
            session = client.session
            session[SECOND_FACTOR_SHOWN] = who.strong or bool(who.invited_to)
            session.save()
    return client


def _first_leak(seen: _Seen, expected: _Seen) -> str:
    for access, one, other in zip(seen.tried, seen.answers, expected.answers, strict=True):
        if one.status >= SERVER_ERROR:  # two equal faults hide whatever the page would have shown
            return f"{access}\nthe page answers {one.status}"
        difference = one.difference(other)
        if difference:
            return f"{access}\n{difference}"
    return ""
