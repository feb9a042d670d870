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


def organisations(known: Known) -> Iterator[UUID]:
    yield from (UUID(house) for house in known.houses())
    yield NEVER


@route("activities:organisations", "activities:organisations-download")
def listed(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("activities:organisations", **filters)
        yield get("activities:organisations-download", "csv", **filters)
    yield head("activities:organisations")
    yield post("activities:organisations")
    yield get("activities:organisations-download", "xlsx")
    yield get("activities:organisations-download", "txt")


@route("activities:organisation")
def shown(known: Known) -> Iterator[Access]:
    for organisation in organisations(known):
        yield get("activities:organisation", organisation)
        yield post("activities:organisation", organisation)
    for record in known.each_activity():  # an identifier of another kind
        yield get("activities:organisation", record)


@route("activities:organisation-new")
def entered(known: Known) -> Iterator[Access]:
    yield get("activities:organisation-new")
    yield form("activities:organisation-new", data={"name": "Funder 1 (demo)", "type": "donor", "marking-tlp": "0"})
    yield form("activities:organisation-new", data={"name": "A", "type": "donor", "marking-tlp": "3", "preview": "1"})
    yield form("activities:organisation-new", data={"name": "", "type": "nothing", "mailbox": "no address"})


@route("activities:organisation-change", "activities:organisation-names")
def changed(known: Known) -> Iterator[Access]:
    for organisation in organisations(known):
        yield get("activities:organisation-change", organisation)
        yield form("activities:organisation-change", organisation, data={"name": "Funder 2 (demo)", "type": "donor"})
        yield get("activities:organisation-names", organisation)
        yield form("activities:organisation-names", organisation, data={"name": "Funder 1 (demo)"})
        yield form("activities:organisation-names", organisation, data={"name": ""})
