"""Series: one programme, asked for one pair at a time."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia.overlap import ActivityFacts, Constants, MatchResult, Reference, features, prepare, series
from egnatia.overlap.constants import SHIPPED
from tests.overlap.make import activity

TITLE = "Safe storage of weapons in police stations"


def asked(left: ActivityFacts, right: ActivityFacts) -> str:
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


def whole(one: dict[str, Any], other: dict[str, Any], constants: Constants = SHIPPED) -> MatchResult | None:
    return series(prepare(activity("a", **one)), prepare(activity("b", **other)), constants)


def test_title_money_and_what_is_not_stated_make_the_score_of_a_series() -> None:
    found = whole({"title": TITLE, "money": "Lumina"}, {"title": TITLE, "where": "SRB", "money": "Lumina"})

    assert found is not None
    assert [(part.name, part.value) for part in found.components] == [("title", 1.0), ("money", 1.0)]
    assert [each.kind for each in found.evidence] == ["title", "funder"]
    assert {"no_dates", "no_amount"} <= set(found.doubts)


def test_a_reference_says_all_of_a_series_and_leaves_no_doubt() -> None:
    named = (Reference("1", "demo-a-1"),)
    found = whole({"title": TITLE, "money": "Lumina"}, {"title": "Choirs", "money": "Lumina", "references": named})

    assert found is not None
    assert [(part.name, part.value) for part in found.components] == [("title", 1.0), ("money", 1.0)]
    assert [each.kind for each in found.evidence] == ["reference", "funder"]
    assert found.doubts == ()


def test_titles_that_are_just_alike_enough_are_of_one_programme() -> None:
    one, other = {"title": TITLE, "money": "Lumina"}, {"title": "Storage of weapons", "money": "Lumina"}
    alike = features.title_words(prepare(activity("a", TITLE)), prepare(activity("b", "Storage of weapons")))

    assert whole(one, other, replace(SHIPPED, same_programme=alike)) is not None
    assert whole(one, other, replace(SHIPPED, same_programme=alike + 0.001)) is None
