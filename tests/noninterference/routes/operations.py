"""What machines ask: the same for every reader, whatever there is."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head
from tests.noninterference.known import Known
from tests.noninterference.routes import route


@route("health-live", "health-ready", "robots", "security")
def asked_by_machines(_known: Known) -> Iterator[Access]:
    for name in ("health-live", "health-ready", "robots", "security"):
        yield get(name)
        yield head(name)
