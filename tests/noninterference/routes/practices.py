"""Reviews of practices, activities that used them, proposals: every address, with whatever identifier one could try."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from egnatia.guests.public_forms import moment_of as signed
from tests.noninterference.access import Access, get, head, moment_of, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.practices import practices_of
from tests.noninterference.routes import route

REVIEW = {"decision": "promising", "text": "Some words", "language": "en", "function": "Adviser", "months": "24"}
PROPOSED = {
    "organisation": "Ura (demo)",
    "title": "Garden",
    "aim": "To plant",
    "method": "Plant",
    "email": "a@example.org",
}
REFERENCE = "AAAAA-CCC10"
DAYS = range(10, 60)  # at one of them the worlds are looked at


def _practices(known: Known) -> Iterator[UUID]:
    yield from practices_of(known.described)
    yield from list(known.activities.values())[:1]  # a record of another kind
    yield NEVER


@route("library:practice-criteria", "library:practice-reviews")
def pages(known: Known) -> Iterator[Access]:
    assert known
    for name in ("criteria", "reviews"):
        yield get(f"library:practice-{name}")
        yield head(f"library:practice-{name}")


@route("library:practice-review", "library:practice-review-withdrawal")
def reviews(known: Known) -> Iterator[Access]:
    for made in (*known.reviews.values(), *list(known.described.values())[:1], NEVER):
        yield get("library:practice-review", made)
        yield post("library:practice-review", made, **REVIEW)
        yield post("library:practice-review", made)
        yield post("library:practice-review-withdrawal", made)


@route("library:practice-review-new")
def asked(known: Known) -> Iterator[Access]:
    for record in _practices(known):
        yield get("library:practice-review-new", record)
        for house in ("alpha", "nobody"):
            yield post("library:practice-review-new", record, organisation=house)


@route("library:practice-use-new")
def recorded(known: Known) -> Iterator[Access]:
    for record in _practices(known):
        yield get("library:practice-use-new", record)
        yield get("library:practice-use-new", record, q="training")
        for activity in (*known.activities.values(), NEVER):
            yield post("library:practice-use-new", record, activity=str(activity), note="Some words")


@route("library:practice-use-withdrawal")
def uses(known: Known) -> Iterator[Access]:
    for made in (*known.uses.values(), *list(known.described.values())[:1], NEVER):
        yield post("library:practice-use-withdrawal", made)


@route("library:practice-proposal", "library:practice-proposal-thanks")
def proposing(known: Known) -> Iterator[Access]:
    del known
    yield get("library:practice-proposal")
    yield head("library:practice-proposal")
    yield get("library:practice-proposal-thanks", REFERENCE)
    yield post("library:practice-proposal", **PROPOSED)
    for day in DAYS:
        made = signed("practice-proposal", moment_of(day) - timedelta(minutes=1))
        yield post("library:practice-proposal", **PROPOSED, moment=made)


@route("library:practice-proposals", "library:practice-proposal-record")
def proposals(known: Known) -> Iterator[Access]:
    for state in ("new", "accepted", "declined", "none"):
        yield get("library:practice-proposals", state=state)
    for made in (*known.described.values(), NEVER):
        yield get("library:practice-proposal-record", made)


@route("library:practice-proposal-acceptance", "library:practice-proposal-refusal")
def decided(known: Known) -> Iterator[Access]:
    typed = {"title": "Garden", "language": "en", "owner": "desk-house (demo)", "marking-tlp": "1"}
    for made in (*known.described.values(), NEVER):
        yield get("library:practice-proposal-acceptance", made)
        yield post("library:practice-proposal-acceptance", made, **typed)
        yield post("library:practice-proposal-acceptance", made, **typed, preview="1")
        yield post("library:practice-proposal-refusal", made, reason="Some words")
        yield post("library:practice-proposal-refusal", made)


@route("library:practice-document")
def document(known: Known) -> Iterator[Access]:
    del known
    yield get("library:practice-document")
    yield post("library:practice-document", text="Garden\nAim\nTo plant")
    yield post("library:practice-document")
