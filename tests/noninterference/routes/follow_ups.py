"""Questions about commitments, views of civil society on what was said, calendars and letters."""

from collections.abc import Iterator

from egnatia.commitments.civil_society_views.queries import marked_as
from egnatia.kernel.inbox import AT_ONCE, DAILY, OFF, WEEKLY
from egnatia.kernel.models import Record
from egnatia.kernel.rooms import letters as kinds_of_letters
from egnatia.people.email_preferences.rules import Ending, person_key, token_for
from tests.noninterference.access import Access, address_of, get, head, post
from tests.noninterference.known import NEVER, Known
from tests.noninterference.mails import METHOD
from tests.noninterference.routes import route
from tests.noninterference.routes.activities import form
from tests.noninterference.stage import calendar_of

ECONOMIES = ("", "ALB", "MNE", "XXX")


@route("commitments:unreported", "commitments:funded")
def unreported(known: Known) -> Iterator[Access]:
    del known
    for name in ("commitments:unreported", "commitments:funded"):
        for economy in ECONOMIES:
            yield get(name, economy=economy)
        for since in ("2025", "2026", "x", "-1", "99999999999"):
            yield get(name, economy="ALB", since=since)
        yield get(name, page="2")
        yield head(name)
        yield post(name)
        yield get(name, headers={"Accept-Language": "sq"})


@route("commitments:agenda", "commitments:changed")
def waiting(known: Known) -> Iterator[Access]:
    del known
    for economy in ECONOMIES:
        yield get("commitments:agenda", economy=economy)
        yield get("commitments:changed", economy=economy)
    for day in ("2026-03-02", "2026-05-20", "2027-04-01", "2026-05-06", "x"):
        yield get("commitments:agenda", day=day)
        yield get("commitments:changed", since=day)
    yield get("commitments:agenda", page="2")
    yield head("commitments:changed")
    yield post("commitments:agenda")


@route("commitments:observation-new")
def filed(known: Known) -> Iterator[Access]:
    for record in (*known.each_follow_up(), *list(known.commitments.values())[:1]):
        yield get("commitments:observation-new", record)
        for tlp in ("0", "1", "3", "4"):
            data = {"words": "Not so", "language": "en", "marking-tlp": tlp}
            yield form("commitments:observation-new", record, data=data)
        yield form("commitments:observation-new", record, data={"words": "Not so", "preview": "1", "marking-tlp": "1"})
        yield form("commitments:observation-new", record, data={})


@route("commitments:observation", "commitments:observation-withdrawal", "commitments:observation-reply")
def observed(known: Known) -> Iterator[Access]:
    for record in (*known.each_observation(), *list(known.follow_ups.values())[:1]):
        yield get("commitments:observation", record)
        yield get("commitments:observation", record, headers={"Accept-Language": "mk"})
        yield head("commitments:observation", record)
        yield get("people:marking", record)
        yield get("commitments:observation-reply", record)
        for marked in Record.objects.filter(pk=record):
            data = {"words": "We met them all", "language": "en", "marked": marked_as(marked)}
            yield form("commitments:observation-reply", record, data=data)
        yield form("commitments:observation-reply", record, data={"words": "We met them all", "language": "en"})
        yield form("commitments:observation-reply", record, data={"words": ""})
        yield get("commitments:observation-withdrawal", record)
        yield post("commitments:observation-withdrawal", record)


@route("commitments:observation-reply-withdrawal")
def replied(known: Known) -> Iterator[Access]:
    for reply in known.each_reply():
        yield get("commitments:observation-reply-withdrawal", reply)
        yield post("commitments:observation-reply-withdrawal", reply)


@route("people:calendar", "people:calendar-ending", "people:calendar-file")
def calendars(known: Known) -> Iterator[Access]:
    """The own secret address, without a session of its own; those of others nobody knows."""
    yield get("people:calendar")
    yield post("people:calendar")
    yield get("people:calendar-ending")
    yield post("people:calendar-ending")
    for secret in (calendar_of(known.observer), "x", str(NEVER)):
        yield get("people:calendar-file", secret)
        yield head("people:calendar-file", secret)
        yield get("people:calendar-file", secret, headers={"Accept-Language": "sq"})
    yield post("people:calendar-file", calendar_of(known.observer))


@route("people:letters", "people:letters-ending")
def letters(known: Known) -> Iterator[Access]:
    """The own link out of a letter; one that was not signed here. What is sent is for the person, and counts what they
    see with their second factor, whatever one session has shown."""
    yield get("people:letters")
    for frequency in (AT_ONCE, DAILY, WEEKLY) if known.observer.strong else ():
        yield Access(METHOD, address_of("people:letters"), {"frequency": frequency})
    for frequency in (WEEKLY, OFF):
        yield form("people:letters", data={**dict.fromkeys(kinds_of_letters(), frequency), "zone": "Europe/Skopje"})
    yield form("people:letters", data={"zone": "Europe/Athens"})
    yield form("people:letters", data={"reports": "hourly", "zone": "Mars/Olympus"})
    own = known.stage.persons.get(known.observer.username)
    tokens = ["x", f"{NEVER}:x", *([token_for(Ending(person_key(own.pk), "reports"))] if own else [])]
    for token in tokens:
        yield get("people:letters-ending", token)
        yield head("people:letters-ending", token)
        yield post("people:letters-ending", token)


@route("people:letters-wanted")
def wanted(known: Known) -> Iterator[Access]:
    for house in (*known.houses(), str(NEVER)):
        yield get("people:letters-wanted", house)
        yield post("people:letters-wanted", house)
