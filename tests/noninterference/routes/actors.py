"""Organisations: their list, files, pages and forms. What hides could show in activities by role and in names."""

from collections.abc import Iterator
from uuid import UUID

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"q": "ministry"},
    {"q": "Funder 1 (demo)"},
    {"type": "donor"},
    {"economy": "ALB"},
    {"page": "2"},
)


def actors(known: Known) -> Iterator[UUID]:
    yield from (UUID(house) for house in known.houses())
    yield NEVER


@route("mapping:actors", "mapping:actors-download")
def listed(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("mapping:actors", **filters)
        yield get("mapping:actors-download", "csv", **filters)
    yield head("mapping:actors")
    yield post("mapping:actors")
    yield get("mapping:actors-download", "xlsx")
    yield get("mapping:actors-download", "txt")


@route("mapping:actor")
def shown(known: Known) -> Iterator[Access]:
    for actor in actors(known):
        yield get("mapping:actor", actor)
        yield post("mapping:actor", actor)
    for record in known.each_activity():  # an identifier of another kind
        yield get("mapping:actor", record)


@route("mapping:actor-new")
def entered(known: Known) -> Iterator[Access]:
    yield get("mapping:actor-new")
    yield form("mapping:actor-new", data={"name": "Funder 1 (demo)", "type": "donor", "marking-tlp": "0"})
    yield form("mapping:actor-new", data={"name": "A", "type": "donor", "marking-tlp": "3", "preview": "1"})
    yield form("mapping:actor-new", data={"name": "", "type": "nothing", "mailbox": "no address"})


@route("mapping:actor-change", "mapping:actor-names")
def changed(known: Known) -> Iterator[Access]:
    for actor in actors(known):
        yield get("mapping:actor-change", actor)
        yield form("mapping:actor-change", actor, data={"name": "Funder 2 (demo)", "type": "donor"})
        yield get("mapping:actor-names", actor)
        yield form("mapping:actor-names", actor, data={"name": "Funder 1 (demo)"})
        yield form("mapping:actor-names", actor, data={"name": ""})
