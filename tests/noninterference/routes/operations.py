"""What machines ask: the same for every reader, whatever there is."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head
from tests.noninterference.known import Known
from tests.noninterference.routes import route

FOR_MACHINES = ("health-live", "health-ready", "robots", "security")


def _asked(name: str) -> None:
    @route(name)
    def by_machines(_known: Known) -> Iterator[Access]:
        yield get(name)
        yield head(name)


for each in FOR_MACHINES:
    _asked(each)
