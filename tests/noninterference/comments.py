"""Comments on the records of the worlds: written by whoever reads them, for all their readers or fewer; mentions."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from egnatia.comments.actions import comment, edit, withdraw
from egnatia.comments.fields import CommentContent
from egnatia.comments.queries import nameable
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.models import Record
from egnatia.kernel.records.content import ByLanguage
from tests.noninterference.operations import VERBS, Names, Operation, World
from tests.noninterference.recalls import RECALL_FILE
from tests.noninterference.stage import PROFILES, Profile

COMMENT, EDIT, WITHDRAW = "comment", "edit comment", "withdraw comment"
WRITTEN = (COMMENT, EDIT)
ON = ("write notice", "write contact-point", "store", "need", "commit")  # verbs that make what is commented on
MOST = 3
LAST = "comment-last"


def said(variant: int) -> CommentContent:
    return CommentContent(ByLanguage({"en": f"Undercover comment {variant}"}, "en"))


def _comment(world: World, operation: Operation) -> None:
    """One for all readers notifies those whom its author may choose, or one of them."""
    by, on = world.stage.reader(operation.by), world.records[operation.other]
    about = Record.objects.get(pk=on)
    there = [each.pk for each in nameable(by, about.tokens, about)] if operation.names is None else []
    told = there if operation.variant % 2 else there[operation.variant % len(there) :][:1] if there else []
    marking = operation.names.marking(world.stage) if operation.names else None
    world.comments[operation.key] = comment(on, said(operation.variant), by=by, marking=marking, notify=told)


def _edit(world: World, operation: Operation) -> None:
    made, by = world.comments[operation.key], world.stage.reader(operation.by)
    edit(made, said(operation.variant), expected=Record.objects.get(pk=made).version, by=by)


def _withdraw(world: World, operation: Operation) -> None:
    withdraw(world.comments[operation.key], by=world.stage.reader(operation.by))


VERBS[COMMENT], VERBS[EDIT], VERBS[WITHDRAW] = _comment, _edit, _withdraw


def same_names(names: Names, author: str) -> Names:
    """The marking of a comment for the readers of a record by this author."""
    if names.tlp == Tlp.CLEAR:
        return Names(Tlp.GREEN)
    return replace(names, persons=names.persons | {author}) if names.tlp == Tlp.RED else names


Reads = Callable[[Profile, str, Sequence[Operation]], bool]


def with_comments(chance: random.Random, steps: Sequence[Operation], reads: Reads) -> list[Operation]:
    """The steps, with comments on some of their records before or after these are marked anew. `reads`: whether
    somebody reads a record after some steps."""
    found: list[Operation] = []
    there: list[str] = []
    wide: set[str] = set()
    for step in steps:
        found.append(step)
        if step.verb in ON:
            there.append(step.key)
            wide |= {step.key} if step.names and step.names.tlp < Tlp.AMBER_STRICT else set()
        made = sum(each.verb == COMMENT for each in found)
        if there and made < MOST and chance.random() < 0.4:
            key, by = chance.choice(there), chance.choice(PROFILES)
            if reads(by, key, found):
                found += _life(chance, f"comment-{made}", key, by, able=key in wide)
    return found


def narrowed_at_last(chance: random.Random, steps: Sequence[Operation], reads: Reads) -> list[Operation]:
    """A comment for all readers of a notice, which is narrowed on the day after: e-mails of these days are compared.

    None whose file was recalled: who downloaded it reads what to do with copies, whatever becomes of the notice.
    """
    recalled = {step.key for step in steps if step.verb == RECALL_FILE}
    written = [step for step in steps if step.verb == "write notice" and step.key not in recalled]
    wide = [step for step in written if step.names and step.names.tlp < Tlp.AMBER_STRICT]
    by = chance.choice(PROFILES)
    if not wide or not reads(by, (on := chance.choice(wide)).key, steps):
        return []
    first = 1 + max(step.number for step in steps)
    said = Operation(first, COMMENT, by, LAST, 1, None, on.key)
    return [said, Operation(first + 1, "narrow", on.by, on.key, names=Names(Tlp.AMBER_STRICT))]


def _life(chance: random.Random, key: str, on: str, by: Profile, *, able: bool) -> list[Operation]:
    """`able`: the record may have comments for fewer."""
    names = Names(Tlp.AMBER_STRICT) if able and chance.random() < 0.35 and by.strong else None
    life = [Operation(0, COMMENT, by, key, chance.randrange(30), names, on)]
    if chance.random() < 0.3:
        life.append(Operation(0, EDIT, by, key, chance.randrange(30), other=on))
    if chance.random() < 0.1:
        life.append(Operation(0, WITHDRAW, by, key, other=on))
    return life
