"""Announcements in the worlds: measures that the secretariat read of, and an economy's word on them and on plans."""

from contextlib import suppress

from egnatia.kernel.faults import NotFound
from egnatia.needs.responses.actions import Announced, announce_measure, answer_plan, decline_measure
from egnatia.needs.responses.queries import SAID_OF_PLANS
from tests.noninterference.needs import OBJECTIVES, need_economy
from tests.noninterference.operations import TITLES, VERBS, Operation, World


def _announce(world: World, operation: Operation) -> None:
    assert operation.names
    title = f"Law: {TITLES[operation.variant % len(TITLES)]}"
    said = Announced(need_economy(operation.variant), "law", title, "en", OBJECTIVES[operation.variant % 3])
    by = world.stage.reader(operation.by)
    world.reports[operation.key] = announce_measure(said, operation.names.marking(world.stage), by=by)


def _word(world: World, operation: Operation) -> None:
    """Where something waits for it: whether it does is no secret to whoever reads it."""
    by, record = world.stage.reader(operation.by), world.records[operation.key]
    note = f"Said by {operation.by.username}."
    with suppress(NotFound):
        if operation.key in world.reports:
            decline_measure(record, note, by=by)
        else:
            answer_plan(record, SAID_OF_PLANS[operation.variant % len(SAID_OF_PLANS)], note, by=by)


VERBS.update({"announce": _announce, "word": _word})
