"""The matrix: what hides could show in cells, figures, columns, partners, rooms, or in what it says it rests on."""

from collections.abc import Iterator
from typing import Any

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route

FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"level": "heading"},
    {"level": "objective"},
    {"level": "objective", "under": "2.3"},
    {"under": "2", "all_rows": "on"},
    {"all_columns": "on"},
    {"perspective": "prevention"},
    {"type": "training", "all_columns": "on"},
    {"group": "prison-and-probation"},
    {"status": "planned", "all_columns": "on"},
    {"confirmed": "on", "all_columns": "on"},
    {"since": "2026-03", "until": "2026-04", "all_columns": "on"},
    {"since": "soon", "level": "nothing", "under": "9.9"},
)
ECONOMIES = ("ALB", "MNE", "XKX", "TUR", "XXX")
CODES = ("2", "2.3", "2.3.1", "2.3.2", "2.3.3", "9.9.9")


@route("needs:matrix", "needs:matrix-download")
def matrix(known: Known) -> Iterator[Access]:
    for filters in FILTERS:
        yield get("needs:matrix", **filters)
        for form in ("csv", "xlsx"):
            yield get("needs:matrix-download", form, **filters)
    yield get("needs:matrix-download", "pdf")
    yield head("needs:matrix")
    yield post("needs:matrix")


@route("needs:cell")
def cell(known: Known) -> Iterator[Access]:
    for number, economy in enumerate(ECONOMIES):
        for code in CODES:
            yield get("needs:cell", economy, code)
            yield get("needs:cell", economy, code, **FILTERS[6 + (number + len(code)) % 6])
    yield head("needs:cell", "ALB", "2.3.2")
    yield post("needs:cell", "ALB", "2.3.2")


@route("needs:my-economy", "needs:open-needs-of-economy", "needs:open-needs-of-objective")
def lists(known: Known) -> Iterator[Access]:
    yield get("needs:my-economy")
    for economy in ECONOMIES:
        yield get("needs:my-economy", economy=economy)
        yield get("needs:my-economy", economy=economy, confirmed="on")
        yield get("needs:open-needs-of-economy", economy)
    for code in CODES:
        yield get("needs:open-needs-of-objective", code)
        yield get("needs:open-needs-of-objective", code, type="training")


@route("needs:who-works-here", "needs:who-works-here-download", "needs:partner-works")
def partners(known: Known) -> Iterator[Access]:
    for filters in FILTERS[:6]:
        for economy in ("", "MNE"):
            yield get("needs:who-works-here", economy=economy, **filters)
            yield get("needs:who-works-here-download", "csv", economy=economy, **filters)
    yield get("needs:who-works-here-download", "xlsx")
    yield get("needs:who-works-here-download", "pdf")
    for partner in ("funder 0 demo", "funder 1 demo", "funder 2 demo", "nobody", ""):
        for code in CODES:
            yield get("needs:partner-works", partner=partner, objective=code)
            yield get("needs:partner-works", partner=partner, objective=code, economy="ALB")


@route("needs:rooms", "needs:tiles")
def rooms(known: Known) -> Iterator[Access]:
    for filters in ({}, *FILTERS[6:]):
        yield get("needs:rooms", **filters)
        yield get("needs:tiles", **filters)
