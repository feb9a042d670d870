"""What is said about activities in the worlds: questions to holders who are hidden, and what an activity serves."""

from egnatia.needs.frameworks.actions import answer_aims, confirm_aims
from egnatia.proposals.actions import NewQuestion, ask, deliver
from tests.noninterference.operations import VERBS, Operation, World, facts

ASK, AIMS = "ask", "aims"


def _ask(world: World, operation: Operation) -> None:
    """The worker delivers it at once; whoever asks does not learn to whom."""
    asked = NewQuestion(
        text=f"What do you plan there? {operation.key}",
        mailbox="desk@example.org",
        disclosed=(("Title", "A proposal"),),
        facts=facts(operation.variant, "proposal", masked=False),
    )
    deliver(ask(asked, by=world.stage.reader(operation.by)))


def _aims(world: World, operation: Operation) -> None:
    activity, by = world.ids[operation.key], world.stage.reader(operation.by)
    if operation.variant % 3:
        confirm_aims(activity, [f"2.3.{operation.variant % 3}"], by=by)
    else:
        answer_aims(activity, "none", by=by)


VERBS.update({ASK: _ask, AIMS: _aims})
