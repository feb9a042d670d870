"""Records and files that are recalled in the worlds, and readers who ask that a record be shared more widely."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from egnatia.exchange.receipts.actions import ask_to_widen, recall, recall_file
from egnatia.exchange.receipts.models import WideningRequest
from egnatia.kernel.access.marking import Tlp
from tests.contracts.registered import WORLDS
from tests.noninterference.operations import VERBS, Operation, World
from tests.noninterference.stage import PROFILES, Profile

RECALL, RECALL_FILE, ASK_WIDER = "recall", "recall file", "ask for wider marking"
ATTACH, DOWNLOAD, REMOVE = "attach file", "download file", "remove file"
DESCRIBED = tuple(f"{world.kind}-" for world in WORLDS)
Reads = Callable[[Profile, str], bool]


def _recall(world: World, operation: Operation) -> None:
    by = world.stage.reader(operation.by)
    recall(world.described[operation.key], f"Undercover reason {operation.variant}", "Delete them", by=by)


def _recall_file(world: World, operation: Operation) -> None:
    by, reason = world.stage.reader(operation.by), f"Undercover reason {operation.variant}"
    world.file_recalls[operation.key] = recall_file(world.files[operation.key], 0, reason, "Delete them", by=by)


def _ask(world: World, operation: Operation) -> None:
    by, record = world.stage.reader(operation.by), world.described[operation.key]
    ask_to_widen(record, by=by)
    made: UUID = WideningRequest.objects.values_list("pk", flat=True).get(record=record, person_id=by.person)
    world.widenings[operation.key] = made


VERBS[RECALL], VERBS[RECALL_FILE], VERBS[ASK_WIDER] = _recall, _recall_file, _ask


def some_recalled(chance: random.Random, steps: Sequence[Operation]) -> list[Operation]:
    """The steps, with some withdrawals of described kinds as recalls."""

    def instead(step: Operation) -> Operation:
        gone = step.verb == "withdraw" and step.key.startswith(DESCRIBED)
        return replace(step, verb=RECALL, variant=chance.randrange(30)) if gone and chance.random() < 0.6 else step

    return [instead(step) for step in steps]


def recalled_and_asked(
    chance: random.Random, steps: Sequence[Operation], houses: Mapping[str, tuple[str, Tlp]], may_read: Reads
) -> list[Operation]:
    """At the end: files recalled whose record all see who downloaded them, and requests by readers of other houses."""
    first = 1 + max(step.number for step in steps)
    found: list[Operation] = []
    filed = {step.key: step for step in steps if step.verb == ATTACH and step.key in houses}
    removed = {step.key for step in steps if step.verb == REMOVE}
    for key in sorted(filed.keys() - removed):
        holders = [step.by for step in steps if (step.verb, step.key) == (DOWNLOAD, key)]
        if all(may_read(who, key) for who in (*holders, filed[key].by)) and chance.random() < 0.4:
            found.append(Operation(first + len(found), RECALL_FILE, filed[key].by, key, chance.randrange(30)))
    for key, (house, tlp) in sorted(houses.items()):
        readers = [who for who in PROFILES if who.house != house and tlp > Tlp.CLEAR and may_read(who, key)]
        if readers and chance.random() < 0.4:
            found.append(Operation(first + len(found), ASK_WIDER, chance.choice(readers), key))
    return found
