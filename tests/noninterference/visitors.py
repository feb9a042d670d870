"""What visitors write to the secretariat, in the worlds: it alone reads it, whatever it decides."""

import random

from egnatia.guests.public_forms import VisitorPost
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.public.messages import actions
from egnatia.public.models import VisitorMessage
from tests.noninterference.operations import TITLES, VERBS, Names, Operation, World
from tests.noninterference.oracle import VISITOR_MESSAGE
from tests.noninterference.stage import PROFILES

SORTS = ("missing", "contact", "organisation", "person")
SUSPICIONS = ("", "", "links")


def messages_of(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """One in every other world, read by the desk of the secretariat."""
    if chance.random() < 0.5:
        return []
    number, names = 1 + max(step.number for step in steps), Names(Tlp.AMBER_STRICT)
    return [Operation(number, VISITOR_MESSAGE, PROFILES[0], "visitor-message", chance.randrange(36), names)]


def _write(world: World, operation: Operation) -> None:
    """By a visitor; one in three is done with, one in three spam. Nothing of it is published."""
    way = operation.variant
    said = {"text": TITLES[way % len(TITLES)], "email": "sender@example.org", "page": "/needs/"}
    post = VisitorPost(said, f"AAAAA-BBB{10 + way}", "en", SUSPICIONS[way % len(SUSPICIONS)], clock.now())
    actions.keep(SORTS[way % len(SORTS)], post)
    made, by = VisitorMessage.objects.get(reference=post.reference), world.stage.reader(operation.by)
    world.described[operation.key] = made.pk
    if way % 3 == 1:
        actions.close(made.pk, "", "", "en", by=by)
    elif way % 3 == 2:
        actions.mark_spam(made.pk, by=by)


VERBS[VISITOR_MESSAGE] = _write
