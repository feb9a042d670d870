"""What the secretariat writes on top of a week, in the worlds."""

import random

from egnatia.exchange.week.fields import NOTE, WeekNoteContent
from egnatia.exchange.week.queries import monday_of
from egnatia.kernel import clock
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from tests.noninterference.drawing import drawn_names
from tests.noninterference.operations import TITLES, VERBS, Operation, World
from tests.noninterference.oracle import WEEK_NOTE
from tests.noninterference.stage import PROFILES


def notes_of(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """One of the week in which everything is looked at, in every other world."""
    by, number = PROFILES[0], 1 + max(step.number for step in steps)
    names = drawn_names(chance, by)
    return [Operation(number, WEEK_NOTE, by, "week-note", chance.randrange(30), names)] if chance.random() < 0.5 else []


def _write(world: World, operation: Operation) -> None:
    assert operation.names
    title = TITLES[operation.variant % len(TITLES)]
    content = WeekNoteContent(ByLanguage({"en": f"This week: {title}."}, "en"), week=monday_of(clock.today()))
    marking, by = operation.names.marking(world.stage), world.stage.reader(operation.by)
    world.described[operation.key] = lifecycle.create(NOTE, content, marking, by=by)


VERBS[WEEK_NOTE] = _write
