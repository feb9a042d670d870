"""Planned, running or ended: as of a day."""

from datetime import date, timedelta

import pytest

from egnatia.coverage import ends_soon, last_day, phase, year_after
from tests.coverage.make import TODAY, measure, work

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.mark.parametrize("status", ["ended", "closed", "cancelled", "suspended"])
def test_a_status_can_say_that_work_has_ended(status: str) -> None:
    assert phase(work(status=status, end=TOMORROW), TODAY) == "ended"


def test_work_ends_after_its_last_day() -> None:
    assert phase(work(status="running", end=YESTERDAY), TODAY) == "ended"
    assert phase(work(status="running", end=TODAY), TODAY) == "running"
    assert phase(work(status="planned", end=YESTERDAY), TODAY) == "ended"


def test_a_status_says_that_work_is_planned_else_its_start_does() -> None:
    assert phase(work(status="pipeline", start=YESTERDAY), TODAY) == "planned"
    assert phase(work(start=TOMORROW), TODAY) == "planned"
    assert phase(work(start=TODAY), TODAY) == "running"
    assert phase(work(start=TOMORROW, status="implementation"), TODAY) == "running"


def test_a_project_without_end_and_status_is_taken_to_last_three_years() -> None:
    assert phase(work(start=date(2023, 12, 1)), TODAY) == "running"
    assert phase(work(start=date(2023, 11, 1)), TODAY) == "ended"
    assert phase(work(start=date(2013, 11, 1), status="running"), TODAY) == "running"


def test_a_law_stays_in_force_and_an_event_lasts_a_day() -> None:
    assert phase(measure(start=date(2013, 11, 1)), TODAY) == "running"
    assert phase(work(sort="event", start=YESTERDAY, status="running"), TODAY) == "ended"
    assert last_day(work(sort="event", start=TOMORROW)) == TOMORROW
    assert last_day(work()) is None


def test_what_ends_within_twelve_months_ends_soon() -> None:
    assert ends_soon(work(end=date(2027, 11, 24)), TODAY)
    assert not ends_soon(work(end=date(2027, 11, 25)), TODAY)
    assert not ends_soon(work(), TODAY)
    assert ends_soon(work(sort="event", start=TOMORROW), TODAY)
    assert not ends_soon(work(start=TOMORROW), TODAY)


def test_a_year_after_the_29th_of_february_is_the_28th() -> None:
    assert year_after(date(2028, 2, 29)) == date(2029, 2, 28)
    assert year_after(date(2028, 2, 28)) == date(2029, 2, 28)
