"""Files on the records of the worlds: attached, replaced, downloaded, removed; stored as if they had been examined."""

import random
from collections.abc import Sequence
from contextlib import suppress
from functools import cache

from egnatia.files.actions import FileUpload, attach, note_download, remove, replace
from egnatia.files.models import AttachedFile
from egnatia.files.queries import stored_part
from egnatia.formats.attachments.examination import Examined
from egnatia.kernel.faults import NotFound
from tests.files import made
from tests.noninterference.operations import VERBS, Operation, World
from tests.noninterference.stage import PROFILES

ATTACH, DOWNLOAD, REMOVE = "attach file", "download file", "remove file"
FILED = ("write notice",)  # verbs that make a record which may have files
MASKED = "Something else entirely"


@cache
def _paper() -> bytes:
    return made.pdf(1)


@cache
def _picture() -> bytes:
    return made.photo(kind="PNG")


def upload(variant: int, *, masked: bool = False) -> FileUpload:
    """A text file; one in three is a PDF with an author and a picture of its page."""
    text = MASKED if masked else f"Undercover file {variant}"
    name = "masked" if masked else f"undercover-{variant}"
    if variant % 3 and not masked:
        return FileUpload(f"{name}.txt", text.encode() * (1 + variant), Examined("text"), text)
    told = Examined("pdf", 1, (("author", text),), made.TIRANA, active=True, pictures=(_picture(),))
    return FileUpload(f"{name}.pdf", _paper(), told, text)


def _attach(world: World, operation: Operation) -> None:
    by, taken = world.stage.reader(operation.by), upload(operation.variant, masked=operation.masked)
    file = world.files.get(operation.key)
    if file is None:
        world.files[operation.key] = attach(
            world.described.get(operation.key) or world.requests[operation.key], taken, by=by
        )
    else:
        replace(file, taken, expected=_version(world, operation), by=by)


def _version(world: World, operation: Operation) -> int:
    return AttachedFile.objects.get(pk=world.files[operation.key]).version


def _download(world: World, operation: Operation) -> None:
    by = world.stage.reader(operation.by)
    with suppress(NotFound):
        note_download(stored_part(by, world.files[operation.key]).version, by=by, looked=operation.variant % 2 == 0)


def _remove(world: World, operation: Operation) -> None:
    by = world.stage.reader(operation.by)
    remove(world.files[operation.key], expected=_version(world, operation), by=by)


VERBS[ATTACH], VERBS[DOWNLOAD], VERBS[REMOVE] = _attach, _download, _remove


def with_files(chance: random.Random, steps: Sequence[Operation]) -> list[Operation]:
    """The steps, with files on some of their records: another version before or after these are marked anew."""
    waiting: dict[str, list[Operation]] = {}
    found: list[Operation] = []
    for step in steps:
        if step.verb == "withdraw":
            found += waiting.pop(step.key, [])
        found.append(step)
        if step.verb in FILED and chance.random() < 0.7:
            found.append(Operation(0, ATTACH, step.by, step.key, chance.randrange(30)))
            waiting[step.key] = _later(chance, step)
        elif step.key in waiting and waiting[step.key] and chance.random() < 0.3:
            found.append(waiting[step.key].pop(0))
    return found + [each for later in waiting.values() for each in later]


def _later(chance: random.Random, step: Operation) -> list[Operation]:
    later = []
    if chance.random() < 0.6:
        later.append(Operation(0, ATTACH, step.by, step.key, chance.randrange(30)))
    if chance.random() < 0.6:
        later.append(Operation(0, DOWNLOAD, chance.choice(PROFILES), step.key, chance.randrange(30)))
    if chance.random() < 0.1:
        later.append(Operation(0, REMOVE, step.by, step.key))
    return later
