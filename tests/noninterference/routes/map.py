"""The map: a dot, its number or its name could tell of what is hidden."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route
from tests.noninterference.routes.matrix import FILTERS

SPOTS = ("none", "", "0-0", *(f"{column}-{row}" for column in range(5, 8) for row in range(6, 9)), "x")


@route("needs:map", "needs:map-activities")
def charts(known: Known) -> Iterator[Access]:
    for filters in ({}, *FILTERS[6:]):
        yield get("needs:map", **filters)
    for spot in SPOTS:
        yield get("needs:map-activities", spot=spot)
        yield get("needs:map-activities", spot=spot, status="running")
    yield head("needs:map")
    yield post("needs:map")
