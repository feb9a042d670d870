"""The desk of an office: one page for whoever holds it, made of what they see."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route


@route("start:desk")
def desk(_known: Known) -> Iterator[Access]:
    for language in ("en", "sq", "sr", "mk"):
        yield get("start:desk", headers={"Accept-Language": language})
    yield head("start:desk")
    yield post("start:desk")
