"""The public site: home, topics, economies, whom to call, its feeds, its map and the pictures beside its links."""

from collections.abc import Iterator
from uuid import UUID

from egnatia.library.fields import TOPICS
from egnatia.library.room import PAGES
from tests.noninterference.access import Access, get, head
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

ECONOMIES = ("ALB", "MNE", "XKX", "XXX")
READ = (*list(TOPICS)[:9], "nothing")


@route("public:topics", "public:topic", "public:topic-feed")
def topics(known: Known) -> Iterator[Access]:
    yield get("public:topics")
    for code in READ:
        yield get("public:topic", code)
        yield get("public:topic-feed", code)
    yield get("public:topic", "youth", headers={"Accept-Language": "mk"})
    yield head("public:topic", "online")


@route("public:economies", "public:economy", "public:economy-feed")
def economies(known: Known) -> Iterator[Access]:
    yield get("public:economies")
    for code in ECONOMIES:
        yield get("public:economy", code)
        yield get("public:economy-feed", code)
    yield get("public:economy", "ALB", headers={"Accept-Language": "mk"})
    yield head("public:economy", "ALB")


@route("public:worried")
def worried(known: Known) -> Iterator[Access]:
    yield get("public:worried")
    for code in ECONOMIES:
        yield get("public:worried", code)


@route("public:around")
def around(known: Known) -> Iterator[Access]:
    yield get("public:around")
    for code in ECONOMIES:
        yield get("public:around", economy=code)
    for code in READ:
        yield get("public:around", topic=code, economy="ALB")
    for place in ("Shkodër", "Belgrade", "' OR 1=1", "x" * 100):
        yield get("public:around", place=place, topic="", economy="")
    yield head("public:around")


@route("public:work")
def work(known: Known) -> Iterator[Access]:
    yield get("public:work")
    yield get("public:work", headers={"Accept-Language": "sq"})


@route("public:sitemap")
def sitemap(known: Known) -> Iterator[Access]:
    yield get("public:sitemap")
    yield head("public:sitemap")


@route("public:picture")
def pictures(known: Known) -> Iterator[Access]:
    for kind, key in (("site", "home"), ("topic", "youth"), ("economy", "ALB"), ("worried", "MNE"), ("site", "x")):
        yield get("public:picture", kind, key)
    for record in (*_records(known), NEVER):
        for kind in (*(pages.kind.model.KIND for pages in PAGES), "notice"):
            yield get("public:picture", kind, str(record))


def _records(known: Known) -> Iterator[UUID]:
    yield from known.described.values()
    yield from list(known.activities.values())[:1]
