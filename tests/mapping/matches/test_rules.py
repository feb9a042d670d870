"""What follows from views, ownership and edges of money."""

from datetime import date
from decimal import Decimal

import pytest

from egnatia.mapping.matches.rules import (
    Edge,
    MatchFilters,
    Statement,
    counted_once,
    side_of,
    together,
    working_days_before,
)
from tests import make


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


def edge(again: int, of: int, kind: str = "same") -> Edge:
    return Edge(again=make.uuid(again), of=make.uuid(of), match=make.uuid(100 * again + of), kind=kind)


def test_what_has_a_predecessor_is_not_counted() -> None:
    why = counted_once([edge(2, 1), edge(3, 2, "chain"), edge(3, 1)], {})

    assert {each.again: each.kind for each in why.values()} == {make.uuid(2): "same", make.uuid(3): "chain"}


def test_a_ring_counts_its_largest_sum() -> None:
    amounts = {make.uuid(1): Decimal(10), make.uuid(2): Decimal(30), make.uuid(3): Decimal(20)}

    why = counted_once([edge(2, 1), edge(3, 2), edge(1, 3), edge(9, 8)], amounts)

    assert set(why) == {make.uuid(1), make.uuid(3), make.uuid(9)}


def test_filters_narrow_or_not() -> None:
    assert not MatchFilters().narrowed
    assert MatchFilters(kind="same").narrowed
