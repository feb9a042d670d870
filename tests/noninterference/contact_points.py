"""Communication checks in the worlds: started by an office over its own contact point, and perhaps confirmed."""

import random
import re

from django.core import mail

from egnatia.exchange.contact_points.actions import LINKS, confirm, start_check
from egnatia.exchange.contact_points.models import CheckRequest
from tests.noninterference.operations import VERBS, Operation, World
from tests.noninterference.oracle import CHECKED, fates, reads

CHECK, CONFIRM = CHECKED


def check_of(key: str) -> str:
    """What the check of a contact point is called in a world."""
    return f"check of {key}"


def checks_of(chance: random.Random, steps: list[Operation]) -> list[Operation]:
    """At the end, one for each office at most: within a week it starts no other."""
    end, found = fates(steps), dict[str, Operation]()
    for step in steps:
        if step.verb == "write contact-point" and reads(step.by, end[step.key]) and chance.random() < 0.7:
            found.setdefault(step.by.house, step)
    number = 1 + max(step.number for step in steps)
    life = [Operation(0, CHECK, step.by, step.key) for step in found.values()]
    life += [Operation(0, CONFIRM, each.by, each.key) for each in life if chance.random() < 0.6]
    return [Operation(number + at, each.verb, each.by, each.key) for at, each in enumerate(life)]


def _check(world: World, operation: Operation) -> None:
    batch, _made = start_check([world.described[operation.key]], by=world.stage.reader(operation.by))
    world.described[check_of(operation.key)] = batch


def _confirm(world: World, operation: Operation) -> None:
    request = CheckRequest.objects.get(batch=world.described[check_of(operation.key)])
    LINKS.send_letter(request.pk, site="https://here.example/")
    (token,) = re.findall(r"/checks/link/([^/\s]+)/", str(mail.outbox.pop().body))
    confirm(token)


VERBS.update({CHECK: _check, CONFIRM: _confirm})
