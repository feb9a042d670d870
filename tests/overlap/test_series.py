"""Series: one programme, asked for one pair at a time."""

import pytest

from egnatia.overlap import Activity, Reference, prepare, series
from tests.overlap.make import activity

TITLE = "Safe storage of weapons in police stations"


def asked(left: Activity, right: Activity) -> str:
    found = series(prepare(left), prepare(right))
    assert (found and found.swapped()) == series(prepare(right), prepare(left))
    return found.kind if found else ""


def test_one_title_of_one_funder_in_two_economies_is_a_series() -> None:
    assert asked(activity("a", TITLE, money="Lumina"), activity("b", TITLE, where="SRB", money="Lumina")) == "series"


def test_other_money_or_another_title_is_none() -> None:
    left = activity("a", TITLE, money="Lumina")

    assert asked(left, activity("b", TITLE, money="Nordlys")) == ""
    assert asked(left, activity("b", TITLE)) == ""
    assert asked(left, activity("b", "Choirs", money="Lumina")) == ""


@pytest.mark.parametrize("related", ["1", "2", "3"])
def test_a_named_parent_child_or_sibling_is_a_series(related: str) -> None:
    right = activity("b", "Choirs", references=(Reference(related, "demo-a-1"),))

    assert asked(activity("a", TITLE), right) == "series"


def test_an_activity_is_no_series_with_itself() -> None:
    left = activity("a", TITLE, money="Lumina")

    assert asked(left, left) == ""
