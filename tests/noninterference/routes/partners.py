"""Asking without an account: requests and answers, hidden ones included, and what links and sessions open."""

from collections.abc import Iterator
from uuid import UUID

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

ON_REQUESTS = ("activities:partner-new-link", "activities:partner-recall")
ON_ANSWERS = ("activities:partner-confirmation", "activities:partner-setting-aside", "activities:partner-undoing")
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


@route("activities:partner-requests", "activities:partner-answers", "activities:partner-thanks")
def listed(known: Known) -> Iterator[Access]:
    for name in ("activities:partner-requests", "activities:partner-answers", "activities:partner-thanks"):
        yield get(name)
        yield head(name)
        yield post(name)


@route("activities:partner-ask")
def asked(known: Known) -> Iterator[Access]:
    for house in (*known.houses(), NEVER):
        yield get("activities:partner-ask", house)
        for activity in known.each_activity():
            data = {"mailbox": "office@example.org", "language": "en", "days": "14", "way": "link"}
            yield form("activities:partner-ask", house, data={**data, "activities": [str(activity)]})
    yield form("activities:partner-ask", NEVER, data={"mailbox": "none", "days": "1000"})


@route("activities:partner-request", "activities:partner-answer", *ON_REQUESTS, *ON_ANSWERS)
def shown(known: Known) -> Iterator[Access]:
    for record in records(known):
        for name in ("activities:partner-request", "activities:partner-answer"):
            yield get(name, record)
            yield post(name, record)
        for name in (*ON_REQUESTS, *ON_ANSWERS):
            yield post(name, record, version="1")
            yield get(name, record)


@route("activities:partner-link")
def opened(known: Known) -> Iterator[Access]:
    for token in ("guess", "another-guess", *(str(record) for record in known.partners.values())):
        yield get("activities:partner-link", token, language="sq")
        yield post("activities:partner-link", token)


@route("activities:partner-returned")
def returned(known: Known) -> Iterator[Access]:
    for record in records(known):
        yield get("activities:partner-returned", record)
        yield form("activities:partner-returned", record, data={"upload": SHEET})


@route(
    *("activities:partner-own", "activities:partner-row", "activities:partner-new", "activities:partner-handing-in"),
    *("activities:partner-sheet", "activities:partner-brought"),
)
def own(known: Known) -> Iterator[Access]:
    """Nobody has a session here: whatever is asked, there is nothing."""
    yield get("activities:partner-own")
    yield get("activities:partner-new")
    yield form("activities:partner-new", data={"title": "Crossed"})
    yield post("activities:partner-handing-in")
    yield get("activities:partner-sheet")
    yield get("activities:partner-brought")
    yield form("activities:partner-brought", data={"upload": SHEET})
    for number in (1, 2, 99):
        yield get("activities:partner-row", number, say="changed")
        for said in SAY:
            yield form("activities:partner-row", number, data=said)
