"""Kinds that are described: their verbs, lives and routes, made of what their rooms tell."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.models import Record
from egnatia.kernel.records import lifecycle
from egnatia.library.models import LinkCheck, PageViews
from egnatia.pages.history import Change
from egnatia.pages.record_presenters import header_of
from egnatia.pages.record_sheets import PlannedRow, SheetPlan, packed
from tests.contracts.kinds import KindWorld
from tests.contracts.registered import WORLDS
from tests.noninterference.access import Access, address_of, get, head, post
from tests.noninterference.drawing import drawn_names
from tests.noninterference.known import NEVER, Known
from tests.noninterference.operations import DRAFT, VERBS, Names, Operation, World
from tests.noninterference.stage import PROFILES

Generator = Callable[[Known], Iterator[Access]]
MASKED = 1_000_000  # the variant that says nothing of what was said
MOST = 3


def written(world: KindWorld) -> str:
    return f"write {world.kind}"


def rewritten(world: KindWorld) -> str:
    return f"rewrite {world.kind}"


def lives_of_kinds(chance: random.Random) -> list[Operation]:
    """A few records of each kind, each with its own life."""
    keys = [(world, f"{world.kind}-{index}") for world in WORLDS for index in range(chance.randint(0, MOST))]
    return [step for world, key in keys for step in _life(chance, world, key)]


def _life(chance: random.Random, world: KindWorld, key: str) -> Iterator[Operation]:
    by = chance.choice(PROFILES)
    names = drawn_names(chance, by)
    if world.drafted and key.endswith("-0") and names.tlp >= Tlp.AMBER_STRICT:
        names = DRAFT
    yield Operation(0, written(world), by, key, chance.randrange(30), names)
    if chance.random() < 0.4:
        yield Operation(0, rewritten(world), by, key, chance.randrange(30))
    if names.tlp >= Tlp.AMBER_STRICT and chance.random() < 0.5:
        yield Operation(0, "release", by, key, names=drawn_names(chance, by, most=Tlp.AMBER))
        if chance.random() < 0.5:
            yield Operation(0, rewritten(world), by, key, chance.randrange(30))
    elif chance.random() < 0.2:
        yield Operation(0, "narrow", by, key, names=Names(Tlp.AMBER_STRICT))
    if chance.random() < 0.15:
        yield Operation(0, "withdraw", by, key)


def _verbs_of(world: KindWorld) -> None:
    kind = world.pages.kind

    def content(operation: Operation) -> Any:  # noqa: ANN401 - of the kind
        return world.said(MASKED if operation.masked else operation.variant)

    def write(state: World, operation: Operation) -> None:
        assert operation.names
        marking, by = operation.names.marking(state.stage), state.stage.reader(operation.by)
        if world.drafted and operation.names == DRAFT:
            state.described[operation.key] = world.drafted(content(operation), by)
        else:
            state.described[operation.key] = lifecycle.create(kind, content(operation), marking, by=by)
        if world.pages.room == "library":  # somebody has read it, and a link in it is broken
            made = state.described[operation.key]
            PageViews.objects.create(record_id=made, day=clock.today(), count=3)
            LinkCheck.objects.create(record_id=made, address="https://nowhere.example/", fault="unknown-host")

    def rewrite(state: World, operation: Operation) -> None:
        record = Record.objects.get(pk=state.described[operation.key])
        by = state.stage.reader(operation.by)
        lifecycle.change(kind, record.pk, content(operation), expected=record.version, by=by)

    VERBS[written(world)], VERBS[rewritten(world)] = write, rewrite


def routes_of(world: KindWorld) -> dict[str, Generator]:
    """By the name of an address, what a reader tries there."""
    pages, wanted = world.pages, ("change", "withdrawal", "restoration")
    listed, done, brought = partial(_listed, world), partial(_done, world), partial(_brought, world)
    each: dict[str, Generator] = {pages.list_route(): listed, pages.route(): partial(_one, world)}
    each |= {world.pages.list_route(what): listed for what in ("download", "withdrawn")}
    each |= {pages.route("new"): partial(_new, world)} | {pages.route(what): done for what in wanted}
    return each | {world.pages.list_route(what): brought for what in ("upload", "carrying-out")}


def _listed(world: KindWorld, _known: Known) -> Iterator[Access]:
    for query in (*world.queries, {"page": "2"}, {"q": "%"}, dict.fromkeys(world.queries[-1], "nothing")):
        yield get(world.pages.list_route(), **query)
        yield get(world.pages.list_route("download"), "csv", **query)
    for form in ("xlsx", "pdf"):
        yield get(world.pages.list_route("download"), form)
    yield get(world.pages.list_route("withdrawn"))


def _one(world: KindWorld, known: Known) -> Iterator[Access]:
    for record in _records(world, known):
        yield get(world.pages.route(), record)
        yield head(world.pages.route(), record)
        yield get("people:marking", record)


def _new(world: KindWorld, _known: Known) -> Iterator[Access]:
    name = world.pages.route("new")
    yield get(name)
    for number, tlp in enumerate(Tlp):
        marked = {"marking-tlp": tlp.value, "marking-communities": "focal-points" if tlp == Tlp.AMBER else ()}
        for button in ({}, {"preview": "1"}):
            yield Access("POST", address_of(name), {**world.typed(number), **marked, **button})
    yield post(name)


def _done(world: KindWorld, known: Known) -> Iterator[Access]:
    pages = world.pages
    for record in _records(world, known):
        for what in ("change", "withdrawal"):
            yield get(pages.route(what), record)
        for version in ("1", "2"):
            yield post(pages.route("change"), record, version=version, **world.typed(7))
        yield post(pages.route("withdrawal"), record)
        yield post(pages.route("restoration"), record)


def _brought(world: KindWorld, known: Known) -> Iterator[Access]:
    """A table that names every record there is, and dry runs that do."""
    yield get(world.pages.list_route("upload"))
    yield Access("POST", address_of(world.pages.list_route("upload")), {"upload": _file(world, known)})
    yield post(world.pages.list_route("carrying-out"), plan="forged")
    for person in (known.stage.reader(known.observer).person, "somebody"):
        plan = packed(_plan(world, known, person), world.pages.name)
        yield Access("POST", address_of(world.pages.list_route("carrying-out")), {"plan": plan, "marking-tlp": "1"})


def _records(world: KindWorld, known: Known) -> Iterator[UUID]:
    own = {"commitment": known.commitments, "follow-up": known.follow_ups}
    yield from own.get(world.kind, known.described).values()
    yield from list(known.activities.values())[:1]  # a record of another kind
    yield NEVER


def _file(world: KindWorld, known: Known) -> bytes:
    columns, typed = header_of(world.pages.kind.content), world.typed(8)
    rows = [{**typed, "record": str(record)} for record in _records(world, known)]
    lines = [",".join(f'"{_cell(row.get(column))}"' for column in columns) for row in rows]
    return "\n".join([",".join(columns), *lines]).encode()


def _cell(value: Any) -> str:  # noqa: ANN401 - of a form
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _plan(world: KindWorld, known: Known, person: str) -> SheetPlan:
    named = enumerate(_records(world, known))
    rows = (PlannedRow(at, str(record), 1, world.typed(at), (Change("", "a", "b"),)) for at, record in named)
    return SheetPlan("taken.csv", person, tuple(rows))


for each in WORLDS:
    _verbs_of(each)
