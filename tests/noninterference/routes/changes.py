"""What changed since one last looked, and the filters of lists that one keeps."""

from collections.abc import Iterator
from datetime import timedelta

from egnatia.exchange.week.queries import monday_of
from tests.noninterference.access import BEGINNING, Access, get, head, post
from tests.noninterference.filters import KEPT
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.people import form
from tests.noninterference.stage import calendar_of

KINDS = (
    *("activity", "need", "position", "round", "round-step", "snapshot", "report", "commitment", "follow-up"),
    "nothing",
)
DAYS = ("2026-05-04", "2026-05-09", "2026-05-14", "1999-12-31", "2400-01-01", "yesterday")
MOMENTS = (BEGINNING.isoformat(), "2999-01-01T00:00:00+00:00", "2026-05-05", "soon")


@route("people:changes", "people:changes-seen")
def changes(_known: Known) -> Iterator[Access]:
    yield get("people:changes")
    yield head("people:changes")
    yield get("people:changes", page="2")
    yield get("people:changes", headers={"Accept-Language": "sq"})
    for day in DAYS:
        yield get("people:changes", since=day)
    for kind in KINDS:
        yield get("people:changes", kind=kind)
        yield get("people:changes", kind=kind, since=DAYS[0])
    for moment in MOMENTS:
        yield post("people:changes-seen", until=moment)


@route("exchange:week")
def week(_known: Known) -> Iterator[Access]:
    yield get("exchange:week")
    yield head("exchange:week")
    yield get("exchange:week", headers={"Accept-Language": "mk"})


@route("people:filters", "people:filter-new", "people:filter", "people:filter-removal")
def filters(known: Known) -> Iterator[Access]:
    yield get("people:filters")
    yield head("people:filters")
    for name in ("Kept by desk", "Of mine", ""):
        for code, said in (*KEPT, ("nothing", {"q": "x"}), ("matrix", {"page": "2"})):
            query = "&".join(f"{key}={value}" for key, value in said.items())
            yield form("people:filter-new", data={"list": code, "query": query, "name": name})
    yield form("people:filter-new", data={"list": "activities", "query": "next=//elsewhere.example&q=x", "name": "y"})
    for record in (*known.filters.values(), NEVER):
        yield get("people:filter", record)
        yield form("people:filter", record, data={"name": "Another name"})
        yield form("people:filter", record, data={"name": ""})
        yield post("people:filter-removal", record)


@route("exchange:week-introduction", "exchange:week-feed")
def week_feed(known: Known) -> Iterator[Access]:
    """The feed at the own secret address, without a session of its own."""
    yield get("exchange:week-introduction")
    first = monday_of(BEGINNING.date())
    for weeks in range(2, 10):
        monday = (first + timedelta(days=7 * weeks)).isoformat()
        data: dict[str, object] = {"week": monday, "en": "A quiet week.", "marking-tlp": str(weeks % 2)}
        yield form("exchange:week-introduction", data=data)
    yield form("exchange:week-introduction", data={"remove": "1"})
    for secret in (calendar_of(known.observer), "x"):
        yield get("exchange:week-feed", secret)
        yield head("exchange:week-feed", secret)
        yield get("exchange:week-feed", secret, headers={"Accept-Language": "sq"})
    yield post("exchange:week-feed", calendar_of(known.observer))
