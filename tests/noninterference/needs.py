"""Needs in the worlds: stated or drafted, changed, answered by the focal point of their economy."""

from uuid import UUID

from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.needs.needs.actions import answer_need
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need
from tests.noninterference.operations import VERBS, Operation, World

LIMIT = 2  # highs of an economy: so few that the worlds reach it
NEED_ECONOMIES = ("ALB", "MNE")
OBJECTIVES = ("2.3.1", "2.3.2", "3.3.2")
WORDS = ("Nobody waits after release", "Staff of prisons without training", "Undercover work needs a law")
PRIORITIES = ("high", "low", "high", "medium", "high")


def need_economy(variant: int) -> str:
    """Changes keep the economy: their variants differ by an even number."""
    return NEED_ECONOMIES[variant % 2]


def said_of(variant: int, key: str, *, masked: bool) -> NeedContent:
    """What is masked says nothing of what was said but the economy, which no change changes."""
    if masked:
        words = ByLanguage({"en": f"Masked {key}"}, "en")
        return NeedContent(economy=need_economy(variant), objective="1.1.1", priority="low", words=words)
    return NeedContent(
        economy=need_economy(variant),
        objective=OBJECTIVES[variant % 3],
        priority=PRIORITIES[variant % 5],
        nature="operational" if variant % 4 else "",
        words=_words(variant),
        source="Action plan (demo)" if variant % 3 else "",
        round=2026,
    )


def _words(variant: int) -> ByLanguage:
    """Some are written in Albanian, with a translation that is shown to whoever reads in English."""
    if variant % 4 < 2:
        return ByLanguage({"en": WORDS[variant % 3]}, "en")
    return ByLanguage({"sq": f"Fjalë {variant % 3}", "en": WORDS[variant % 3]}, "sq")


def _need(world: World, operation: Operation) -> None:
    assert operation.names
    said = said_of(operation.variant, operation.key, masked=operation.masked)
    by = world.stage.reader(operation.by)
    world.needs[operation.key] = lifecycle.create(NEED, said, operation.names.marking(world.stage), by=by)


def _change(world: World, operation: Operation) -> None:
    record = world.needs[operation.key]
    said = said_of(operation.variant, operation.key, masked=operation.masked)
    lifecycle.change(NEED, record, said, expected=_version(record), by=world.stage.reader(operation.by))


def _confirm(world: World, operation: Operation) -> None:
    _answer(world, operation, "confirmed")


def _decline(world: World, operation: Operation) -> None:
    _answer(world, operation, "declined")


def _answer(world: World, operation: Operation, verdict: str) -> None:
    record = world.needs[operation.key]
    answer_need(record, verdict, expected=_version(record), by=world.stage.reader(operation.by))


def _version(record: UUID) -> int:
    version: int = Need.objects.select_related("record").get(pk=record).record.version
    return version


VERBS.update({"need": _need, "change need": _change, "confirm need": _confirm, "decline need": _decline})
