"""Requests for information and replies: what hides could show in counts, dashes, deadlines, refusals and files."""

from collections.abc import Iterator

from tests.noninterference.access import Access, get, head, post
from tests.noninterference.information_requests import OFFICES
from tests.noninterference.known import Known
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form

TYPED = {
    "title": "Training of prison staff",
    "language": "en",
    "days": "10",
    "audience": "readers",
    "questions": "1",
    "q0_text": "How many?",
    "q0_type": "number",
    "roles": [OFFICES["focal-al"], "G:focal-points"],
}


@route("exchange:information-requests")
def listed(_known: Known) -> Iterator[Access]:
    for show in ("", "mine", "own", "nothing"):
        yield get("exchange:information-requests", show=show)
    yield get("exchange:information-requests", page="2")
    yield head("exchange:information-requests")


@route("exchange:information-requests-overview", "exchange:information-requests-withdrawn")
def overviews(_known: Known) -> Iterator[Access]:
    for language in ("en", "sq"):
        yield get("exchange:information-requests-overview", headers={"Accept-Language": language})
    yield get("exchange:information-requests-withdrawn")


@route("exchange:information-requests-earlier")
def earlier(_known: Known) -> Iterator[Access]:
    for title in ("training prison staff", "undercover work", "obuka zatvorskog osoblja", "handbook", "%", ""):
        yield get("exchange:information-requests-earlier", title=title)


@route("exchange:information-request", "exchange:information-request-answers", "exchange:information-reply")
def shown(known: Known) -> Iterator[Access]:
    for record in known.each_request():
        for name in ("exchange:information-request", "exchange:information-request-answers"):
            yield get(name, record)
        yield get("exchange:information-reply", record)
        yield head("exchange:information-request", record)
        yield get("people:marking", record)


@route("exchange:information-request-answers-file")
def files(known: Known) -> Iterator[Access]:
    for record in known.each_request():
        for ending in ("docx", "pdf", "exe"):
            yield get("exchange:information-request-answers-file", record, ending)


@route("exchange:information-request-new", "exchange:information-request-change")
def written(known: Known) -> Iterator[Access]:
    yield get("exchange:information-request-new")
    for button in ({}, {"earlier": "1"}, {"more": "1"}, {"organisations": "partner-house (demo)"}, {"title": ""}):
        yield form("exchange:information-request-new", data={**TYPED, **button})
    for record in known.each_request():
        yield get("exchange:information-request-change", record)
        yield form("exchange:information-request-change", record, data={**TYPED, "version": "1"})


@route("exchange:information-request-correction")
def corrected(known: Known) -> Iterator[Access]:
    typed = {"title": "Corrected", "q1": "How many?", "q2": "Which?", "what_changed": "The wording.", "version": "2"}
    for record in known.each_request():
        yield get("exchange:information-request-correction", record)
        for days in ("0", "5", "-1"):
            yield form("exchange:information-request-correction", record, data={**typed, "days": days})


@route("exchange:information-request-sending", "exchange:information-request-closure")
def sent(known: Known) -> Iterator[Access]:
    for record in known.each_request():
        yield get("exchange:information-request-sending", record)
        for tlp in ("0", "1", "3", "4"):
            yield post("exchange:information-request-sending", record, **{"marking-tlp": tlp})
        yield post("exchange:information-request-sending", record, **{"marking-tlp": "1", "preview": "1"})
        yield get("exchange:information-request-closure", record)
        yield post("exchange:information-request-closure", record)


@route("exchange:information-request-withdrawal", "exchange:information-request-restoration")
def withdrawn(known: Known) -> Iterator[Access]:
    for record in known.each_request():
        yield get("exchange:information-request-withdrawal", record)
        yield post("exchange:information-request-withdrawal", record)
        yield post("exchange:information-request-restoration", record)


@route("exchange:information-reply-new")
def replied(known: Known) -> Iterator[Access]:
    said = {"q1": "12", "q2": "None", "note": "Said here"}
    for record in known.each_request():
        for addressee in known.each_addressee():
            yield get("exchange:information-reply-new", record, addressee)
            for status, audience in (("full", "asker"), ("declined", "repliers"), ("nothing", "readers"), ("", "")):
                data = {**said, "status": status, "audience": audience}
                yield form("exchange:information-reply-new", record, addressee, data=data)


@route("exchange:information-time", "exchange:information-time-decision")
def given_time(known: Known) -> Iterator[Access]:
    for addressee in known.each_addressee():
        for days in ("5", "0"):
            yield post("exchange:information-time", addressee, days=days, reason="Holidays")
        for decision in ("grant", "refuse"):
            yield post("exchange:information-time-decision", addressee, decision=decision)


@route("exchange:information-part", "exchange:information-part-new-link", "exchange:information-part-recall")
def delegated(known: Known) -> Iterator[Access]:
    for record in known.each_request():
        yield get("exchange:information-part", record)
        yield head("exchange:information-part", record)
        yield post("exchange:information-part-new-link", record)
        yield post("exchange:information-part-recall", record)


@route("exchange:information-part-new")
def delegating(known: Known) -> Iterator[Access]:
    typed = {"mailbox": "office@example.org", "language": "en", "days": "5"}
    for addressee in known.each_addressee():
        yield get("exchange:information-part-new", addressee)
        for questions in (["q1"], ["q1", "q2"], ["q9"], []):
            yield form("exchange:information-part-new", addressee, data={**typed, "questions": questions})


@route("exchange:information-part-link", "exchange:information-part-thanks", "exchange:information-part-own")
def opened(known: Known) -> Iterator[Access]:
    """Who knows of a delegation of their house has its form open here (`holding`); to others there is nothing."""
    yield get("exchange:information-part-thanks")
    yield get("exchange:information-part-own")
    for data in ({"q1": "7", "q2": "Crossed"}, {"q1": "-1"}, {}):
        yield form("exchange:information-part-own", data=data)
    for token in ("guess", *map(str, known.each_request())):
        yield get("exchange:information-part-link", token, language="sq")
        yield post("exchange:information-part-link", token)
