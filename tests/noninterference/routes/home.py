"""The home pages: what waits, what is new, what was asked and said."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head
from tests.noninterference.known import Known
from tests.noninterference.routes import route


@route("start:home")
def home(known: Known) -> Iterator[Access]:
    # Its lists hold more of the hidden than any other page: each world tries it several times in several ways.
    yield get("start:home")
    yield head("start:home")
    for language in ("sq", "mk"):
        yield get("start:home", headers={"Accept-Language": language})
