"""Views of civil society in the worlds: filed on follow-ups that it reads, released, replied to, withdrawn."""

import random

from egnatia.commitments.civil_society_views.actions import ObservationText, file_view, reply_to_view
from egnatia.commitments.civil_society_views.queries import marked_as
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.models import Record
from tests.noninterference.drawing import drawn_names
from tests.noninterference.operations import VERBS, Names, Operation, World
from tests.noninterference.oracle import Fate, fates, may_state, reads
from tests.noninterference.stage import PROFILES, Profile

WORDS = ("Half of them were met", "Nobody was asked", "It works well in two towns")
CIVIL = next(who for who in PROFILES if who.username == "civil")


def _file(world: World, operation: Operation) -> None:
    assert operation.names
    on, by = world.follow_ups[operation.other], world.stage.reader(operation.by)
    said = ObservationText(WORDS[operation.variant % len(WORDS)], "en")
    world.observations[operation.key] = file_view(on, said, operation.names.marking(world.stage), by=by)


def _reply(world: World, operation: Operation) -> None:
    by, record = world.stage.reader(operation.by), world.observations[operation.key]
    marked = marked_as(Record.objects.get(pk=record))
    said = ObservationText(f"Replied {operation.variant} in {operation.number}", "en")
    world.replies[str(operation.number)] = reply_to_view(record, said, marked=marked, by=by)


VERBS.update({"file view": _file, "reply": _reply})


def views_of(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """Views on follow-ups that civil society reads at the end, commitment included."""
    end = fates(steps)
    found: list[Operation] = []
    for key, fate in sorted(end.items()):
        if fate.kind == "follow-up" and reads_both(CIVIL, fate, end) and chance.random() < 0.7:
            found += _life(chance, key, end)
    return found


def reads_both(who: Profile, fate: Fate, end: dict[str, Fate]) -> bool:
    """A follow-up and its commitment."""
    return reads(who, fate) and reads(who, end[fate.about])


def _life(chance: random.Random, on: str, end: dict[str, Fate]) -> list[Operation]:
    key, names = f"view-{on}", drawn_names(chance, CIVIL)
    life = [Operation(0, "file view", CIVIL, key, chance.randrange(9), names, other=on)]
    life += _replies(chance, key, on, names, end)
    if names.tlp >= Tlp.AMBER_STRICT and chance.random() < 0.6:
        names = drawn_names(chance, CIVIL, most=Tlp.GREEN)
        life += [Operation(0, "release", CIVIL, key, names=names, other=on), *_replies(chance, key, on, names, end)]
    if chance.random() < 0.1:
        life.append(Operation(0, "withdraw", CIVIL, key, other=on))
    return life


def _replies(chance: random.Random, key: str, on: str, names: Names, end: dict[str, Fate]) -> list[Operation]:
    """By whoever gives the follow-up and reads the view as it is marked then: before a release, after it, or both."""
    fate, view = end[on], Fate(CIVIL.house, CIVIL.username, names)
    able = [who for who in PROFILES if who.house == fate.house and reads_both(who, fate, end) and reads(who, view)]
    able = [who for who in able if not fate.economy or may_state(who, fate.economy)]
    if able and chance.random() < 0.7:
        return [Operation(0, "reply", chance.choice(able), key, chance.randrange(9), other=on)]
    return []
