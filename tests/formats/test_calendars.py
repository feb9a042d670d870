"""A file of days that calendar programs read."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from egnatia.formats.calendars import Day, calendar_file

STAMP = datetime(2026, 5, 4, 9, 30, 12, 345, tzinfo=UTC)


def day(
    uid: str = "follow-up-1@egnatia", on: date = date(2026, 6, 1), summary: str = "Report: čekanje, šta; ko"
) -> Day:
    return Day(uid, on, summary, "https://egnatia.example/1/", STAMP)


def test_a_calendar_program_reads_what_was_written() -> None:
    found = Calendar.from_ical(calendar_file("Days", [day()]))

    (event,) = found.walk("VEVENT")
    assert event["summary"] == "Report: čekanje, šta; ko"
    assert event.decoded("dtstart") == date(2026, 6, 1)
    assert event.decoded("dtstamp") == STAMP.replace(microsecond=0)
    assert event["url"] == "https://egnatia.example/1/"
    assert event["uid"] == "follow-up-1@egnatia"
    assert found["x-wr-calname"] == "Days"


def test_the_same_days_give_the_same_bytes_in_whatever_order() -> None:
    days = [day("b", date(2026, 7, 1)), day("a", date(2026, 7, 1)), day("c")]

    assert calendar_file("Days", days) == calendar_file("Days", days[::-1])
    assert calendar_file("Days", days).index(b"UID:c") < calendar_file("Days", days).index(b"UID:a")


def test_a_name_can_begin_no_line_of_its_own() -> None:
    content = calendar_file("Days", [day(summary="Report\r\nBEGIN:VEVENT\r\nSUMMARY:forged")])

    assert len(Calendar.from_ical(content).walk("VEVENT")) == 1
    assert b"\r\nSUMMARY:forged" not in content


def test_a_calendar_without_days_is_one_too() -> None:
    assert Calendar.from_ical(calendar_file("Days", [])).walk("VEVENT") == []


def test_what_is_said_of_the_calendar_stands_in_it_once() -> None:
    said = Calendar.from_ical(calendar_file("Days", [day()], said="* This is said; once."))["X-WR-CALDESC"]

    assert said == "* This is said; once."
    assert "X-WR-CALDESC" not in Calendar.from_ical(calendar_file("Days", [day()]))


def test_several_days_end_before_the_first_day_after_them() -> None:
    several = Day("event-1@egnatia", date(2026, 6, 1), "Meeting", "/", STAMP, last=date(2026, 6, 3), place="Skopje")

    (event,) = Calendar.from_ical(calendar_file("Days", [several])).walk("VEVENT")

    assert event.decoded("dtend") == date(2026, 6, 4)
    assert event["location"] == "Skopje"
    one = calendar_file("Days", [day()])
    assert b"DTEND" not in one
    assert b"LOCATION" not in one
