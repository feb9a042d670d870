"""The load of an institution, counted from plain values."""

from datetime import date

import pytest
from tests import make

from egnatia.activities.institutions.rules import (
    ActivityLoad,
    Month,
    Share,
    by_month,
    by_partner,
    folded_of,
    month_asked,
    moved,
)

TODAY = date(2026, 5, 20)


def work(starts: date | None = None, ends: date | None = None, **said: object) -> ActivityLoad:
    days = said.get("days", ())
    partners = said.get("partners", ())
    assert isinstance(days, tuple)
    assert isinstance(partners, tuple)
    return ActivityLoad(make.uuid(1), starts, ends, days, event=bool(said.get("event")), partners=partners)


def test_an_activity_falls_into_every_month_in_which_it_is_under_way() -> None:
    months = by_month([work(date(2026, 1, 15), date(2026, 3, 1))], date(2026, 1, 1))

    assert [month.activities for month in months] == [1, 1, 1, *[0] * 9]
    assert months[0].first == date(2026, 1, 1)


def test_an_end_that_is_not_stated_is_not_invented() -> None:
    open_end, open_beginning, neither = work(date(2026, 11, 1)), work(None, date(2026, 2, 1)), work()

    months = by_month([open_end, open_beginning, neither], date(2026, 1, 1))

    assert [month.activities for month in months] == [1, 1, *[0] * 8, 1, 1]


def test_days_are_counted_in_their_month() -> None:
    days = (date(2026, 4, 30), date(2026, 5, 1))

    april, may = by_month([work(days[0], days[-1], days=days, event=True)], date(2026, 4, 1))[:2]

    assert april == Month(date(2026, 4, 1), activities=1, events=1, days=1)
    assert may == Month(date(2026, 5, 1), activities=1, events=1, days=1)


def test_whoever_brings_most_stands_first() -> None:
    days = (date(2026, 5, 18), date(2026, 5, 19))

    shares = by_partner(
        [work(partners=("Ura", "Alpine")), work(days=days, partners=("Ura",)), work(partners=("Most",))]
    )

    assert shares == [Share("Ura", 2, 2), Share("Alpine", 1, 0), Share("Most", 1, 0)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [("2026-01", date(2026, 1, 1)), ("", date(2026, 3, 1)), ("soon", date(2026, 3, 1)), ("2026-13", date(2026, 3, 1))],
)
def test_the_load_begins_as_asked_or_two_months_ago(typed: str, found: date) -> None:
    assert month_asked(typed, TODAY) == found


def test_a_year_that_nobody_means_is_not_asked_for() -> None:
    assert month_asked("9999-12", TODAY) == month_asked("0000-00", TODAY) == date(2026, 3, 1)
    assert moved(date(2026, 1, 1), -1) == date(2025, 12, 1)
    assert folded_of("prison-service") == "prison service"
