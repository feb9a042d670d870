"""Records to confirm: what hides could show in the list, in figures, and in what an answer answers."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route


@route("confirmations:records", "confirmations:thanks")
def listed(known: Known) -> Iterator[Access]:
    assert known
    yield get("confirmations:records")
    yield head("confirmations:records")
    yield post("confirmations:records")
    for answer in ("yes", "no", "perhaps"):
        yield get("confirmations:thanks", answer)


@route("confirmations:record")
def answered(known: Known) -> Iterator[Access]:
    for record in (*known.described.values(), *known.activities.values(), *known.needs.values(), NEVER):
        yield post("confirmations:record", record)
    yield get("confirmations:record", NEVER)


@route("confirmations:link")
def links(known: Known) -> Iterator[Access]:
    for token in ("guess", *map(str, list(known.described.values())[:2])):
        for answer in ("yes", "no", "perhaps"):
            yield get("confirmations:link", answer, token, language="sq")
            yield post("confirmations:link", answer, token)
