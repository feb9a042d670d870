"""Policies by economy and for whom; events as calendars; references to documents."""

from collections.abc import Iterator
from uuid import UUID

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route


def _records(known: Known) -> Iterator[UUID]:
    yield from known.described.values()
    yield from list(known.activities.values())[:1]
    yield NEVER


QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"rows": "objectives"},
    {"rows": "objectives", "topic": "youth"},
    {"audience": "youth"},
    {"economy": "ALB"},
    {"topic": "online", "economy": "XKX"},
    {"rows": "nothing", "topic": "nothing", "audience": "nothing", "economy": "nothing"},
)


@route("library:policies-overview", "library:policies-overview-file")
def overview(_known: Known) -> Iterator[Access]:
    for query in QUERIES:
        yield get("library:policies-overview", **query)
        yield get("library:policies-overview-file", "csv", **query)
    for form in ("xlsx", "pdf"):
        yield get("library:policies-overview-file", form)
    yield head("library:policies-overview")
    yield post("library:policies-overview")
    yield get("library:policies", stage="update")
    yield get("library:policies", stage="expiring")
    yield get("library:policies", stage="expired")


@route("library:policies-stand")
def stand(_known: Known) -> Iterator[Access]:
    for slug in ("new-threats", "youth", "returnees", "nothing"):
        yield get("library:policies-stand", slug)
    yield head("library:policies-stand", "youth")


@route("library:events-ical", "library:event-ical")
def calendars(known: Known) -> Iterator[Access]:
    for query in ({}, {"when": "past"}, {"when": "all", "economies": "ALB"}, {"q": "undercover"}):
        yield get("library:events-ical", **query)
        yield get("library:events", **query)
    yield post("library:events-ical")
    for record in _records(known):
        yield get("library:event-ical", record)
        yield head("library:event-ical", record)


@route("library:documents-citations", "library:document-citation")
def citations(known: Known) -> Iterator[Access]:
    for query in ({}, {"q": "undercover"}, {"category": "study", "topics": "youth"}):
        yield get("library:documents-citations", "ris", **query)
        yield get("library:documents-citations", "bib", **query)
    yield get("library:documents-citations", "pdf")
    for record in _records(known):
        yield get("library:document-citation", record, "ris")
        yield get("library:document-citation", record, "bib")
        yield head("library:document-citation", record, "pdf")
