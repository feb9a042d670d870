"""Acknowledging and recalling notices, and who has seen them."""

from collections.abc import Iterator
from uuid import UUID

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route


def _records(known: Known) -> Iterator[UUID]:
    yield from known.described.values()
    yield from list(known.activities.values())[:1]
    yield NEVER


@route("exchange:notice-acknowledgement")
def acknowledgement(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield post("exchange:notice-acknowledgement", record)


@route("exchange:notice-receipts")
def receipts(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield get("exchange:notice-receipts", record)
        yield head("exchange:notice-receipts", record)


@route("exchange:notice-recall")
def recall(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield get("exchange:notice-recall", record)
        yield post("exchange:notice-recall", record)
        yield post("exchange:notice-recall", record, reason="Wrong", copies="Delete them")


@route("exchange:notice-recalled")
def recalled(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield get("exchange:notice-recalled", record)
        yield post("exchange:notice-recalled", record)
