"""Contact points beside what every described kind has: the directory, a page, and communication checks."""

from collections.abc import Iterator
from uuid import UUID

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.contact_points import check_of
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form


def batches(known: Known) -> Iterator[UUID]:
    yield from (batch for key, batch in known.described.items() if key.startswith(check_of("")))
    yield from list(known.described.values())[:1]
    yield NEVER


@route("exchange:contact-check", "exchange:contact-checks", "exchange:contact-check-thanks")
def checks(known: Known) -> Iterator[Access]:
    for name in ("exchange:contact-checks", "exchange:contact-check-thanks"):
        yield get(name)
        yield head(name)
        yield post(name)
    for batch in batches(known):
        yield get("exchange:contact-check", batch)
        yield head("exchange:contact-check", batch)
        yield post("exchange:contact-check", batch)


@route("exchange:contact-check-new")
def new(known: Known) -> Iterator[Access]:
    name = "exchange:contact-check-new"
    for query in ({}, {"economy": "ALB"}, {"topics": "2.3"}):
        yield get(name, **query)
    for point in (*known.described.values(), NEVER):
        yield form(name, data={"points": [str(point)]})
    yield form(name, data={"points": [str(each) for each in known.described.values()]})
    yield form(name, data={"once": str(NEVER), "points": [str(each) for each in batches(known)]})
    yield form(name, data={})


@route("exchange:contact-check-link")
def link(known: Known) -> Iterator[Access]:
    for token in ("guess", *(str(batch) for batch in batches(known))):
        yield get("exchange:contact-check-link", token, language="sq")
        yield post("exchange:contact-check-link", token)


@route("exchange:contact-point-card", "exchange:contact-point-cards", "exchange:contact-point-sheet")
def files(known: Known) -> Iterator[Access]:
    for query in ({}, {"economy": "ALB", "topics": "2.3"}, {"q": "undercover"}):
        yield get("exchange:contact-point-cards", **query)
    for query in ({}, {"economy": "ALB"}):
        yield get("exchange:contact-point-sheet", **query)
    yield post("exchange:contact-point-cards")
    for record in (*known.described.values(), NEVER):
        yield get("exchange:contact-point-card", record)
        yield head("exchange:contact-point-card", record)
