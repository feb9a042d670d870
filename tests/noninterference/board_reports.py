"""Reports for an audience in the worlds: the desk makes one of what was frozen of the round."""

import random
from collections.abc import Sequence

from egnatia.kernel.access.marking import Tlp
from egnatia.reporting.reports.actions import Making, look_at, make_report
from egnatia.reporting.reports.rules import SECOND, Subject
from tests.noninterference.operations import VERBS, Names, Operation, World
from tests.noninterference.rounds import DESK, SNAPSHOT

REPORT = "board-report-0"
SUBJECTS = (
    *(Subject("open"), Subject("support"), Subject("needs")),
    *(Subject("economy", "ALB"), Subject("objective", "2.3.1"), Subject("board")),
)


def _make(world: World, operation: Operation) -> None:
    """Whatever words are risky in it, the desk keeps."""
    assert operation.names
    by = world.stage.reader(operation.by)
    making = Making(
        world.snapshots[operation.other],
        SUBJECTS[operation.variant % len(SUBJECTS)],
        SECOND[operation.variant % len(SECOND)],
        operation.names.marking(world.stage),
    )
    kept = [hit.id for hit in look_at(making, by=by).hits]
    world.board_reports[operation.key] = make_report(making, kept=kept, by=by)


VERBS["make report"] = _make


def life_after(chance: random.Random, names: Names, life: Sequence[Operation]) -> list[Operation]:
    """One of a snapshot that is there and was not narrowed: for its readers, or for the desk's house alone."""
    if not any(step.verb == "freeze" for step in life) or any(step.verb == "narrow" for step in life):
        return []
    narrow = names.tlp != Tlp.RED and chance.random() < 0.2
    wanted = Names(Tlp.AMBER_STRICT) if narrow else names
    return [Operation(0, "make report", DESK, REPORT, chance.randrange(30), wanted, other=SNAPSHOT)]
