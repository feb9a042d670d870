"""Asking without an account: requests and answers, hidden ones included, and what links and sessions open."""

from collections.abc import Iterator
from uuid import UUID

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

ON_REQUESTS = ("mapping:partner-new-link", "mapping:partner-recall")
ON_ANSWERS = ("mapping:partner-confirmation", "mapping:partner-setting-aside", "mapping:partner-undoing")
SHEET = b"record,title\n,Crossed\n"
SAY: tuple[dict[str, object], ...] = (
    {"say": "true"},
    {"say": "changed", "title": "Anew"},
    {"say": "ended"},
    {"away": "1"},
)


def records(known: Known) -> Iterator[UUID]:
    """Requests and answers, records of other kinds, and one that never was."""
    yield from known.partners.values()
    yield from known.each_activity()


@route("mapping:partner-requests", "mapping:partner-answers", "mapping:partner-thanks")
def listed(known: Known) -> Iterator[Access]:
    for name in ("mapping:partner-requests", "mapping:partner-answers", "mapping:partner-thanks"):
        yield get(name)
        yield head(name)
        yield post(name)


@route("mapping:partner-ask")
def asked(known: Known) -> Iterator[Access]:
    for house in (*known.houses(), NEVER):
        yield get("mapping:partner-ask", house)
        for activity in known.each_activity():
            data = {"mailbox": "office@example.org", "language": "en", "days": "14", "way": "link"}
            yield form("mapping:partner-ask", house, data={**data, "activities": [str(activity)]})
    yield form("mapping:partner-ask", NEVER, data={"mailbox": "none", "days": "1000"})


@route("mapping:partner-request", "mapping:partner-answer", *ON_REQUESTS, *ON_ANSWERS)
def shown(known: Known) -> Iterator[Access]:
    for record in records(known):
        for name in ("mapping:partner-request", "mapping:partner-answer"):
            yield get(name, record)
            yield post(name, record)
        for name in (*ON_REQUESTS, *ON_ANSWERS):
            yield post(name, record, version="1")
            yield get(name, record)


@route("mapping:partner-link")
def opened(known: Known) -> Iterator[Access]:
    for token in ("guess", "another-guess", *(str(record) for record in known.partners.values())):
        yield get("mapping:partner-link", token, language="sq")
        yield post("mapping:partner-link", token)


@route("mapping:partner-returned")
def returned(known: Known) -> Iterator[Access]:
    for record in records(known):
        yield get("mapping:partner-returned", record)
        yield form("mapping:partner-returned", record, data={"upload": SHEET})


@route(
    *("mapping:partner-own", "mapping:partner-row", "mapping:partner-new", "mapping:partner-handing-in"),
    *("mapping:partner-sheet", "mapping:partner-brought"),
)
def own(known: Known) -> Iterator[Access]:
    """Nobody has a session here: whatever is asked, there is nothing."""
    yield get("mapping:partner-own")
    yield get("mapping:partner-new")
    yield form("mapping:partner-new", data={"title": "Crossed"})
    yield post("mapping:partner-handing-in")
    yield get("mapping:partner-sheet")
    yield get("mapping:partner-brought")
    yield form("mapping:partner-brought", data={"upload": SHEET})
    for number in (1, 2, 99):
        yield get("mapping:partner-row", number, say="changed")
        for said in SAY:
            yield form("mapping:partner-row", number, data=said)
