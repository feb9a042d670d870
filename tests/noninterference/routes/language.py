"""The switch of language, for everybody on every page."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, post
from tests.noninterference.known import Known
from tests.noninterference.routes import route


@route("set_language")
def language(known: Known) -> Iterator[Access]:
    yield get("set_language")
    for record in known.each_activity():
        yield post("set_language", language="sq", next=f"/activities/{record}/")
    yield post("set_language", language="xx", next="https://elsewhere.example/")
