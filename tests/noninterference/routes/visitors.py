"""Forms for strangers, what the secretariat does with their messages, and the newsletter."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from egnatia.guests.public_forms import moment_of as signed
from egnatia.public.newsletter.queries import end_token
from tests.noninterference.access import Access, get, head, moment_of, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.routes import route

REFERENCE = "AAAAA-BBB10"
DAYS = range(10, 60)  # at one of them the worlds are looked at
FORMS = ("missing", "contact", "join-organisation", "join-person", "newsletter")
WRITTEN = {
    "text": "Where is it?",
    "email": "asker@example.org",
    "name": "Ura (demo)",
    "organisation": "Ura (demo)",
    "economy": "ALB",
    "group": "open-forum",
    "frequency": "weekly",
    "language": "en",
}


def _records(known: Known) -> Iterator[UUID]:
    yield from known.described.values()
    yield NEVER


@route(*(f"public:{name}" for name in FORMS), *(f"public:{name}-thanks" for name in FORMS))
def visiting(known: Known) -> Iterator[Access]:
    del known
    for name in FORMS:
        yield get(f"public:{name}")
        yield get(f"public:{name}-thanks", REFERENCE)
        yield post(f"public:{name}", **WRITTEN)
        yield post(f"public:{name}", **WRITTEN, website="https://spam.example")
    yield get("public:missing", page="/needs/")
    yield head("public:missing")
    for day in DAYS:
        made = signed("missing", moment_of(day) - timedelta(minutes=1))
        yield post("public:missing", text="Where is it?", moment=made)


@route("public:missing-done", "public:join")
def outcomes(known: Known) -> Iterator[Access]:
    del known
    yield get("public:missing-done")
    yield get("public:missing-done", page="2")
    yield get("public:join")


@route("public:messages", "public:messages-spam")
def desk(known: Known) -> Iterator[Access]:
    del known
    for state in ("new", "answered", "done", "spam", "none"):
        yield get("public:messages", state=state)
    yield get("public:messages", state="new", kind="contact", suspected="1")
    for check in ("links", "", "none"):
        yield post("public:messages-spam", check=check)


@route("public:message", "public:message-answer", "public:message-closure", "public:message-spam")
def deciding(known: Known) -> Iterator[Access]:
    for record in _records(known):
        yield get("public:message", record)
        yield post("public:message-answer", record, answer="An answer")
        yield post("public:message-answer", record)
        yield post("public:message-closure", record, question="Asked", outcome="Done")
        yield post("public:message-closure", record, question="Asked")
        for which in ("one", "alike", "not"):
            yield post("public:message-spam", record, which=which)


@route("public:newsletter-confirmation", "public:newsletter-confirmed", "public:newsletter-end")
def newsletter(known: Known) -> Iterator[Access]:
    del known
    yield get("public:newsletter-confirmed")
    yield get("public:newsletter-confirmation", "token")
    yield post("public:newsletter-confirmation", "token")
    for token in ("token", end_token(NEVER)):
        yield get("public:newsletter-end", token)
        yield post("public:newsletter-end", token)
