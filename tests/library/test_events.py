"""Events: what is coming first, what is past by a filter, and their calendars."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.library.events.fields import EVENT, EventContent
from tests import make
from tests.visits import got, of, rows

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def event(by: Reader, title: str, first: date, last: date | None = None, **more: Any) -> UUID:  # noqa: ANN401 - of the content
    marking = more.pop("marking", make.CLEAR)
    said = EventContent(title=ByLanguage({"en": title}, "en"), begins_on=first, ends_on=last, **more)
    return lifecycle.create(EVENT, said, marking, by=by)


def titles(query: dict[str, str]) -> list[str]:
    return [row[0] for row in rows(got(Client(), "library:events", **query))]


def test_what_comes_is_listed_first_and_what_is_past_by_a_filter() -> None:
    by, today = make.reader(), clock.today()
    event(by, "Next month", today + 30 * DAY)
    event(by, "Going on", today - DAY, today)
    event(by, "Last week", today - 7 * DAY)
    event(by, "Last year", today - 365 * DAY)

    assert titles({}) == ["Going on", "Next month"]
    assert titles({"when": "past"}) == ["Last week", "Last year"]
    assert len(titles({"when": "all"})) == 4


def calendar_of(name: str, *args: object, client: Client | None = None, **query: str) -> Any:  # noqa: ANN401 - untyped
    answer = (client or Client()).get(reverse(name, args=args), query)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def test_public_events_are_a_calendar_whoever_asks() -> None:
    by, today = make.reader(), clock.today()
    event(by, "Public", today + DAY, today + 3 * DAY, place="Ohrid; “Hall 1”, second floor")
    event(by, "Members", today + DAY, marking=make.GREEN)

    for client in (Client(), of(by)):
        found = calendar_of("library:events-ical", client=client)
        (one,) = found.walk("VEVENT")
        assert one["summary"] == "Public"
        assert one.decoded("dtstart") == today + DAY
        assert one.decoded("dtend") == today + 4 * DAY
        assert one["location"] == "Ohrid; “Hall 1”, second floor"
        assert {"uid", "dtstamp"} <= {name.lower() for name in one}
        assert not found.errors


def test_an_event_has_a_calendar_file_of_its_own_with_its_marking() -> None:
    by = make.reader()
    record = event(by, "Members", clock.today() - DAY, marking=make.GREEN)

    found = calendar_of("library:event-ical", record, client=of(by))

    assert [each["summary"] for each in found.walk("VEVENT")] == ["Members"]
    assert found["X-WR-CALDESC"] == "TLP:GREEN"
    assert Client().get(reverse("library:event-ical", args=[record])).status_code == 404
