"""Reviews of practices in the worlds, the activities that used them again, and what visitors propose."""

import random
from collections.abc import Callable, Sequence
from uuid import UUID

from egnatia.guests.public_forms import VisitorPost
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.library.practices.actions import (
    ask_for_review,
    decline_proposal,
    give_review,
    keep_proposal,
    record_use,
)
from egnatia.library.practices.models import PracticeProposal
from tests.noninterference.operations import TITLES, VERBS, Names, Operation, World
from tests.noninterference.oracle import PROPOSED, REVIEW, USE, Fate
from tests.noninterference.stage import PROFILES, Profile

DECISIONS = ("promising", "not-yet", "", "promising")  # "": asked for, not given
DESK = PROFILES[0]
MOST = 2


def decision_of(variant: int) -> str:
    return DECISIONS[variant % len(DECISIONS)]


def practices_of(described: dict[str, UUID]) -> list[UUID]:
    return [record for key, record in described.items() if key.startswith("practice-")]


def _review(world: World, operation: Operation) -> None:
    """The secretariat asks the house of `by`, which reviews it."""
    desk, by = world.stage.reader(DESK), world.stage.reader(operation.by)
    made = ask_for_review(world.described[operation.key], UUID(by.organisation), "Adviser", by=desk)
    if decision := decision_of(operation.variant):
        said = {"decision": decision, "criteria": ["aim"], "text": f"Undercover review {operation.variant}"}
        give_review(made, {**said, "language": "en", "function": "Adviser", "months": 24}, by=by)
    world.reviews[str(operation.number)] = made


def _use(world: World, operation: Operation) -> None:
    practice, activity = world.described[operation.key], world.ids[operation.other]
    by = world.stage.reader(operation.by)
    note = f"Undercover use {operation.variant}"
    world.uses[str(operation.number)] = record_use(practice, activity, note, by=by)


def _propose(world: World, operation: Operation) -> None:
    """By a visitor; every other one is declined."""
    way = operation.variant
    said = {"organisation": "Undercover house (demo)", "title": TITLES[way % len(TITLES)], "aim": "Undercover"}
    keep_proposal(VisitorPost(said, f"AAAAA-CCC{10 + way}", "en", "", clock.now()))
    made = PracticeProposal.objects.get(reference=f"AAAAA-CCC{10 + way}")
    world.described[operation.key] = made.pk
    if way % 2:
        decline_proposal(made.pk, "Undercover reason", by=world.stage.reader(operation.by))


VERBS[REVIEW], VERBS[USE], VERBS[PROPOSED] = _review, _use, _propose
Reads = Callable[[Profile, Fate], bool]


def about_practices(
    chance: random.Random, steps: Sequence[Operation], end: dict[str, Fate], reads: Reads
) -> list[Operation]:
    """At the end: a few practices are reviewed by another house, or named by an activity of somebody who reads them; in
    every other world a visitor proposes one. `end`: how records stand; `reads`: whether somebody reads one."""
    found: list[Operation] = []
    first = 1 + max(step.number for step in steps)
    practices = [key for key, fate in sorted(end.items()) if key.startswith("practice-") and not fate.withdrawn]
    activities = [key for key, fate in sorted(end.items()) if fate.kind == "activity" and not fate.withdrawn]
    for key in practices[:MOST]:
        able = [who for who in PROFILES if who.house != end[key].house and reads(who, end[key])]
        if able and reads(DESK, end[key]) and chance.random() < 0.7:
            found.append(Operation(0, REVIEW, chance.choice(able), key, chance.randrange(30)))
        own = [(who, each) for each in activities for who in PROFILES if _uses(who, end[key], end[each], reads)]
        if own and chance.random() < 0.8:
            who, each = chance.choice(own)
            found.append(Operation(0, USE, who, key, chance.randrange(30), other=each))
    if chance.random() < 0.5:
        names = Names(Tlp.AMBER_STRICT)
        found.append(Operation(0, PROPOSED, DESK, "practice proposed", chance.randrange(30), names))
    return [_numbered(step, first + at) for at, step in enumerate(found)]


def _uses(who: Profile, practice: Fate, activity: Fate, reads: Reads) -> bool:
    return who.house == activity.house and reads(who, activity) and reads(who, practice)


def _numbered(step: Operation, number: int) -> Operation:
    return Operation(number, step.verb, step.by, step.key, step.variant, step.names, step.other)
