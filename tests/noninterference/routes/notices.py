"""Acknowledging and recalling notices, and who has seen them."""

from collections.abc import Iterator
from uuid import UUID

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form


def _records(known: Known) -> Iterator[UUID]:
    yield from known.described.values()
    yield from list(known.activities.values())[:1]
    yield NEVER


@route("exchange:notice-acknowledgement")
def acknowledgement(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield post("exchange:notice-acknowledgement", record)


@route("exchange:receipts")
def receipts(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield get("exchange:receipts", record)
        yield head("exchange:receipts", record)


@route("exchange:recall")
def recall(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield get("exchange:recall", record)
        yield post("exchange:recall", record)
        yield post("exchange:recall", record, reason="Wrong", copies="Delete them")


@route("exchange:recalled")
def recalled(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield get("exchange:recalled", record)
        yield post("exchange:recalled", record)


@route("exchange:notice-publication")
def publication(known: Known) -> Iterator[Access]:
    """As planned, for others first, and under a marking that is none."""
    for record in _records(known):
        for tlp in ("0", "1", "3", "2", ""):
            yield post("exchange:notice-publication", record, **{"marking-tlp": tlp})
    for planned in ("0", "3", "4"):
        data = {"title": "Undercover training 9", "language": "en", "draft": "1", "marking-tlp": planned}
        yield form("exchange:notice-new", data=data)


@route("exchange:alert-link", "exchange:alert-thanks")
def link(known: Known) -> Iterator[Access]:
    yield get("exchange:alert-thanks")
    for token in ("guess", *map(str, _records(known))):
        yield get("exchange:alert-link", token, language="sq")
        yield post("exchange:alert-link", token)


@route("exchange:widening")
def widening(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield post("exchange:widening", record)


@route("exchange:widening-answer")
def widening_answer(known: Known) -> Iterator[Access]:
    for request in (*known.widenings.values(), NEVER):
        yield get("exchange:widening-answer", request)
        yield post("exchange:widening-answer", request, decline="1", answer="No")


@route("exchange:file-receipts", "exchange:file-recall")
def files(known: Known) -> Iterator[Access]:
    for file in (*known.files.values(), NEVER):
        yield get("exchange:file-receipts", file)
        yield get("exchange:file-recall", file)
        yield post("exchange:file-recall", file, number="0", reason="Wrong", copies="Delete them")


@route("exchange:file-recalled")
def file_recalled(known: Known) -> Iterator[Access]:
    for recall in (*known.file_recalls.values(), NEVER):
        yield get("exchange:file-recalled", recall)
        yield post("exchange:file-recalled", recall)
