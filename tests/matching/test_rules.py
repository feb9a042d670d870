"""What follows from views, from ownership and from the days that pass."""

from datetime import date, timedelta

import pytest

from egnatia.matching.rules import (
    MatchFilters,
    Statement,
    opens_on,
    side_of,
    titles_of,
    together,
    working_days_before,
)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, "none"),
        ({"left": "coordinate"}, "open"),
        ({"left": "coordinate", "right": "coordinate"}, "agreed"),
        ({"left": "coordinate", "right": "different"}, "differ"),
        ({"left": "coordinate", "right": "ask"}, "open"),
        ({"both": "reported-twice"}, "agreed"),
        ({"both": "ask"}, "open"),
    ],
)
def test_what_views_say_together(said: dict[str, str], state: str) -> None:
    assert together(Statement(side, verdict) for side, verdict in said.items()) == state


def test_an_organisation_speaks_for_what_it_owns() -> None:
    assert side_of("a", left="a", right="b") == "left"
    assert side_of("b", left="a", right="b") == "right"
    assert side_of("a", left="a", right="a") == "both"
    assert side_of("c", left="a", right="b") == ""
    assert side_of("", left="", right="") == ""


def test_ten_working_days_are_two_weeks() -> None:
    assert working_days_before(date(2026, 5, 18), 10) == date(2026, 5, 4)
    assert working_days_before(date(2026, 5, 17), 1) == date(2026, 5, 15)


def test_the_titles_of_a_pair_are_one_text_whichever_comes_first() -> None:
    assert titles_of("youth work", "arms") == titles_of("arms", "youth work") == "arms | youth work"
    assert len(titles_of("a" * 120, "b" * 120)) <= 130


@pytest.mark.parametrize(
    ("found", "count", "day"),
    [
        (date(2026, 5, 4), 10, date(2026, 5, 19)),  # a Monday: the ten days begin on Tuesday
        (date(2026, 5, 8), 1, date(2026, 5, 12)),
        (date(2026, 5, 9), 1, date(2026, 5, 12)),
        (date(2026, 5, 4), 0, date(2026, 5, 5)),
    ],
)
def test_the_day_on_which_members_see_a_match(found: date, count: int, day: date) -> None:
    assert opens_on(found, count) == day
    assert working_days_before(day, count) > found >= working_days_before(day - timedelta(days=1), count)


def test_filters_narrow_or_not() -> None:
    assert not MatchFilters().narrowed
    assert MatchFilters(kind="same").narrowed
