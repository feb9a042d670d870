"""What keeps two activities of different money from an overlap, and what outweighs it."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia.overlap import Constants, Text, features, prepare, score
from egnatia.overlap.constants import SHIPPED
from tests.overlap.make import activity, match, names

YEARS: dict[str, Any] = {"start": "2026-01-01", "end": "2027-12-31"}
SECTOR: dict[str, Any] = {"sectors": frozenset({"DAC:15210"})}
PARTNERS: dict[str, Any] = {"implementers": names("Centre One", "Centre Two")}
OBJECTIVE: dict[str, Any] = {"objectives": frozenset({"3.2.1"})}
BORDER: dict[str, Any] = {"receivers": names("Border Service")}
PATROLS, STATIONS = "Patrols along the river", "Equipment of stations"
LIBRARY, MUSEUM = "Clean water and a library for mountain villages", "Clean water and a museum for mountain villages"


def met(
    first: dict[str, Any],
    second: dict[str, Any],
    titles: tuple[str, str] = (PATROLS, STATIONS),
    constants: Constants = SHIPPED,
) -> bool:
    """Whether two works of different funders in the same years overlap."""
    one = prepare(activity("a", titles[0], money="Nordlys", **(YEARS | first)))
    other = prepare(activity("b", titles[1], money="Lumina", **(YEARS | second)))
    found = score(one, other, constants)
    assert score(other, one, constants) == (found and found.swapped())
    return bool(found and found.kind == "overlap")


def alike(one: str, other: str) -> float:
    text = features.text(prepare(activity("a", one)), prepare(activity("b", other)))
    assert text
    return text


def test_one_day_in_common_is_enough() -> None:
    assert met(OBJECTIVE, OBJECTIVE | {"start": "2027-12-31", "end": "2028-12-31"})
    assert not met(OBJECTIVE, OBJECTIVE | {"start": "2028-01-01", "end": "2028-12-31"})


UNDATED: dict[str, Any] = {"start": "", "end": ""}


def test_titles_of_one_year_may_be_of_one_round() -> None:
    undated = OBJECTIVE | UNDATED

    assert met(undated, undated, ("Patrols 2024", "Stations 2024"))
    assert not met(undated, undated, ("Patrols 2024", "Stations 2025"))


def test_an_objective_that_only_the_lower_grant_names_leaves_it_passed_on() -> None:
    upper = BORDER | SECTOR | {"implementers": names("Lumina")}

    assert not met(upper, BORDER | SECTOR | OBJECTIVE)
    assert met(upper | OBJECTIVE, BORDER | SECTOR | OBJECTIVE)


def test_a_receiver_in_common_is_a_part_of_the_score() -> None:
    one, other = (activity(money, PATROLS, money=money, **BORDER, **SECTOR) for money in ("Nordlys", "Lumina"))
    found = match(one, other)

    assert found is not None
    assert {part.name: part.value for part in found.components}["receiver"] == 1.0


@pytest.mark.parametrize(
    ("besides", "of_one", "of_both"),
    [
        ({}, OBJECTIVE, True),
        ({"sectors": frozenset({"DAC:15220"})}, BORDER, True),
        (BORDER, {"groups": frozenset({"police"})}, True),
        ({}, {"groups": frozenset({"police"})}, False),
    ],
)
def test_what_one_side_alone_names_is_no_common_purpose(
    besides: dict[str, Any], of_one: dict[str, Any], of_both: bool
) -> None:
    near = {"sectors": frozenset({"DAC:15210"})} if "sectors" in besides else {}

    assert not met(PARTNERS | besides | of_one, PARTNERS | besides | near)
    assert not met(PARTNERS | besides, PARTNERS | besides | near | of_one)
    assert met(PARTNERS | besides | of_one, PARTNERS | besides | near | of_one) is of_both


@pytest.mark.parametrize(
    ("concepts", "one"), [(("schools", "teachers"), False), (("schools", "prison"), True), (("a", "b", "c"), True)]
)
def test_three_concepts_are_a_purpose_and_two_where_one_is_telling(concepts: tuple[str, ...], one: bool) -> None:
    left, right = (
        replace(prepare(activity(money, title, money=money, **PARTNERS, **YEARS)), concepts=frozenset(concepts))
        for money, title in (("Nordlys", PATROLS), ("Lumina", STATIONS))
    )

    assert (score(left, right) is not None) is (score(right, left) is not None) is one


DESCRIBED: dict[str, Any] = {"descriptions": (Text("Wells, pipes and taps", "en"),)}


@pytest.mark.parametrize(
    ("of_one", "of_both"), [(YEARS, True), (DESCRIBED, True), (BORDER, True), (OBJECTIVE, True), ({}, False)], ids=str
)
def test_titles_of_any_time_say_little_unless_both_sides_say_more(of_one: dict[str, Any], of_both: bool) -> None:
    undated = SECTOR | UNDATED

    assert not met(undated | of_one, undated, (LIBRARY, MUSEUM))
    assert met(undated | of_one, undated | of_one, (LIBRARY, MUSEUM)) is of_both


def test_titles_of_any_time_that_are_just_alike_enough_are_one_work() -> None:
    undated, titles = SECTOR | UNDATED, (LIBRARY, MUSEUM)
    text = alike(*titles)

    assert met(undated, undated, titles, replace(SHIPPED, undated_floor=text))
    assert not met(undated, undated, titles, replace(SHIPPED, undated_floor=text + 0.001))


def test_where_no_texts_can_be_compared_other_times_or_places_tell_works_apart() -> None:
    both, untitled = SECTOR | PARTNERS, (PATROLS, "")
    here, there = ({"places": frozenset({name})} for name in ("Sombor", "Lajkovac"))

    assert met(both, both, untitled)
    assert not met(both | UNDATED, both | UNDATED, untitled)
    assert met(both | here, both | here, untitled)
    assert not met(both | here, both | there, untitled)


@pytest.mark.parametrize("of_one", [BORDER, OBJECTIVE])
def test_in_other_places_one_thing_must_be_named_by_both(of_one: dict[str, Any]) -> None:
    here, there = ({"places": frozenset({name}), **SECTOR, **PARTNERS} for name in ("Sombor", "Lajkovac"))

    assert not met(here | of_one, there)
    assert not met(here, there | of_one)
    assert met(here | of_one, there | of_one)


def test_in_other_places_titles_that_are_just_alike_enough_are_one_work() -> None:
    here, there = ({"places": frozenset({name}), **SECTOR, **PARTNERS} for name in ("Sombor", "Lajkovac"))
    text = alike(LIBRARY, MUSEUM)

    assert met(here, there, (LIBRARY, LIBRARY))
    assert met(here, there, (LIBRARY, MUSEUM), replace(SHIPPED, near_equal=text))
    assert not met(here, there, (LIBRARY, MUSEUM), replace(SHIPPED, near_equal=text + 0.001))


SMALL, LARGE = ({"amount": amount, "currency": "EUR"} for amount in (80_000.0, 1_000_000.0))


@pytest.mark.parametrize("of_one", [BORDER, OBJECTIVE])
def test_of_another_scale_one_thing_must_be_named_by_both(of_one: dict[str, Any]) -> None:
    both, titles = SECTOR | {"places": frozenset({"Orolik"})}, ("River patrol boats", "Patrol cars")

    assert met(both | SMALL, both | SMALL, titles)
    assert not met(both | SMALL | of_one, both | LARGE, titles)
    assert not met(both | SMALL, both | LARGE | of_one, titles)
    assert met(both | SMALL | of_one, both | LARGE | of_one, titles)


def test_of_another_scale_titles_that_are_just_alike_enough_are_one_work() -> None:
    small, large, titles = SECTOR | SMALL, SECTOR | LARGE, (LIBRARY, MUSEUM)
    text = alike(*titles)

    assert met(small, large, (LIBRARY, LIBRARY))
    assert met(small, large, titles, replace(SHIPPED, scale_floor=text))
    assert not met(small, large, titles, replace(SHIPPED, scale_floor=text + 0.001))


def test_of_another_scale_a_work_without_title_is_another() -> None:
    described = {"descriptions": (Text("Training of prison staff", "en"),)}
    titles = ("Prison staff training", "")

    assert met(SMALL, SMALL | described, titles)
    assert not met(SMALL, LARGE | described, titles)


@pytest.mark.parametrize(("currencies", "found"), [(("EUR", "EUR"), False), (("", ""), False), (("EUR", ""), True)])
def test_in_one_register_a_stated_currency_is_not_that_of_an_amount_without_one(
    currencies: tuple[str, str], found: bool
) -> None:
    both = SECTOR | {"places": frozenset({"Orolik"}), "source": "one register"}
    small, large = (
        both | {"amount": amount, "currency": currency}
        for amount, currency in zip((80_000.0, 1_000_000.0), currencies, strict=True)
    )

    assert met(small, large, ("River patrol boats", "Patrol cars")) is found
