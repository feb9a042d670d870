"""What follows from views, from ownership and from the days that pass."""

import pytest

from egnatia.matching.rules import (
    MatchFilters,
    SidePosition,
    side_of,
    titles_of,
    together,
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
    assert together(SidePosition(side, verdict) for side, verdict in said.items()) == state


def test_an_organisation_speaks_for_what_it_owns() -> None:
    assert side_of("a", left="a", right="b") == "left"
    assert side_of("b", left="a", right="b") == "right"
    assert side_of("a", left="a", right="a") == "both"
    assert side_of("c", left="a", right="b") == ""
    assert side_of("", left="", right="") == ""


def test_the_titles_of_a_pair_are_one_text_whichever_comes_first() -> None:
    assert titles_of("youth work", "arms") == titles_of("arms", "youth work") == "arms | youth work"
    assert len(titles_of("a" * 120, "b" * 120)) <= 130


def test_filters_narrow_or_not() -> None:
    assert not MatchFilters().narrowed
    assert not MatchFilters(kind="same").narrowed  # a tab
    assert MatchFilters(q="prison").narrowed
