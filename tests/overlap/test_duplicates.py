"""Reported twice."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia.overlap import SHIPPED, OrganisationMention, Reference, Text, features, prepare
from egnatia.overlap.duplicates import same
from tests.overlap.make import activity, kind, match

TITLE = "Refurbishment of the regional forensic laboratory in Kumanovo"
YEARS: dict[str, Any] = {"start": "2025-01-01", "end": "2026-12-31"}


def test_one_title_one_economy_and_one_money_are_one_project() -> None:
    found = match(
        activity("a", TITLE, money="Nordlys Fund", amount=100_000.0, currency="EUR", **YEARS),
        activity(
            "b", TITLE + " project", money="Nordlys Fund", amount=70_000.0, currency="EUR", start="2025", end="2026"
        ),
    )

    assert found is not None
    assert found.kind == "same"
    assert [e.kind for e in found.evidence] == ["title", "funder", "economy", "time", "amount"]


def test_an_agency_spends_its_governments_money() -> None:
    assert kind(activity("a", TITLE, money="KOICA"), activity("b", TITLE, money="Government of South Korea")) == "same"


def test_other_money_is_one_project_only_with_one_amount() -> None:
    left = activity("a", TITLE, money="Nordlys Fund", amount=100_000.0, **YEARS)

    assert kind(left, activity("b", TITLE, money="Lumina", amount=103_000.0, **YEARS)) == "same"
    assert kind(left, activity("b", TITLE, money="Lumina", amount=150_000.0, **YEARS)) == "overlap"
    assert kind(left, activity("b", TITLE, money="Lumina", **YEARS)) == "overlap"


def test_one_sum_from_one_start_is_one_project_in_other_words() -> None:
    sums: dict[str, Any] = {"money": "Nordlys Fund", "amount": 240_000.0, "currency": "EUR", **YEARS}
    left = activity("a", "Forensic laboratory of Kumanovo: works and equipment", **sums)
    words = "Works for a laboratory and forensic training"

    found = match(left, activity("b", words, **{**sums, "amount": 245_000.0, "start": "2025-01-20"}))

    assert found is not None
    assert found.kind == "same"
    assert {"word", "funder", "amount", "time"} <= {each.kind for each in found.evidence}
    assert "title" not in {each.kind for each in found.evidence}
    assert found.components[0].value == features.title_words(prepare(left), prepare(activity("b", words))) > 0.0


def test_one_sum_in_other_words_that_is_paid_on_is_a_chain() -> None:
    sums: dict[str, Any] = {"money": "Nordlys Fund", "amount": 240_000.0, "currency": "EUR", **YEARS}
    roles: dict[str, Any] = {
        "reporters": (OrganisationMention("Nordlys Fund"),),
        "implementers": (OrganisationMention("Arms Hub"),),
    }
    left = activity("a", "Forensic laboratory of Kumanovo: works and equipment", **sums, **roles)
    words = "Works for a laboratory and forensic training"

    assert kind(left, activity("b", words, **sums)) == "same"
    assert kind(left, activity("b", words, reporters=(OrganisationMention("Arms Hub"),), **sums)) == "chain"


@pytest.mark.parametrize(
    "other",
    [
        {"start": "", "end": ""},
        {"money": "Lumina"},
        {"where": "ALB"},
        {"places": frozenset({"Sombor"})},
        {"title": "Works for a laboratory and forensic training, phase 2"},
        {"title": "Choir festival"},
        {"types": frozenset({"training"})},
        {"receivers": (OrganisationMention("Police Academy"),)},
        {"source": "source of a"},
    ],
    ids=str,
)
def test_one_sum_alone_is_no_proof(other: dict[str, Any]) -> None:
    sums: dict[str, Any] = {"money": "Nordlys Fund", "amount": 240_000.0, "currency": "EUR", **YEARS}
    said: dict[str, Any] = {
        "places": frozenset({"Kumanovo"}),
        "types": frozenset({"equipment"}),
        "receivers": (OrganisationMention("Bureau of Expertise"),),
    }
    words = "Works for a laboratory and forensic training"
    stated = {**sums, **said, **other}
    left = activity("a", "Forensic laboratory of Kumanovo: works and equipment", **sums, **said)

    assert kind(left, activity("b", words, **sums, **said)) == "same"
    assert kind(left, activity("b", stated.pop("title", words), **stated)) != "same"


def test_unknown_money_is_no_contradiction_but_a_doubt() -> None:
    found = match(activity("a", TITLE, money="Nordlys Fund"), activity("b", TITLE))

    assert found is not None
    assert found.kind == "same"
    assert {"no_funder", "no_dates", "no_amount"} <= set(found.doubts)
    assert kind(activity("a", TITLE, amount=1000.0), activity("b", TITLE, amount=9000.0)) != "same"


def test_phases_years_and_added_money_are_other_projects() -> None:
    first = activity("a", "Forensic laboratories of the region phase I", money="Lumina")

    assert kind(first, activity("b", "Forensic laboratories of the region", money="Lumina")) == "same"
    assert kind(first, activity("b", "Forensic laboratories of the region phase II", money="Lumina")) == ""
    assert kind(first, activity("b", "Second forensic laboratories of the region", money="Lumina")) == ""
    assert (
        kind(first, activity("b", "Forensic laboratories of the region - additional financing", money="Lumina")) == ""
    )
    assert kind(activity("a", TITLE + " 2024", money="Lumina"), activity("b", TITLE + " 2025", money="Lumina")) == ""


def test_each_saying_something_else_is_no_near_equal_title() -> None:
    left = activity("a", "Rural water supply and sanitation improvement project", money="Lumina")

    assert kind(left, activity("b", "Dhaka water supply and sanitation improvement project", money="Lumina")) == ""
    assert kind(left, activity("b", "Rural watr supply and sanitation improvement", money="Lumina")) == "same"


def test_a_general_title_needs_money_and_amount_or_start() -> None:
    left = activity("a", "Water project", money="Lumina", start="2025-01-10", amount=5000.0)

    assert kind(left, activity("b", "Water project", money="Lumina", start="2025-01-20")) == "same"
    assert kind(left, activity("b", "Water project", money="Lumina", start="2025-06-20", amount=5000.0)) == "same"
    assert kind(left, activity("b", "Water project", money="Lumina", start="2025-06-20")) == ""
    assert kind(left, activity("b", "Water project", money="Lumina")) == ""


def test_a_general_title_is_told_by_one_sum_without_dates_and_by_one_start_whoever_does_it() -> None:
    hands, others = (OrganisationMention("Arms Hub"),), (OrganisationMention("Bricklayers"),)
    sums: dict[str, Any] = {"money": "Lumina", "amount": 5000.0}
    starts: dict[str, Any] = {"money": "Lumina", "start": "2025-01-10"}

    assert kind(activity("a", "Water project", **sums), activity("b", "Water project", **sums)) == "same"
    left = activity("a", "Water project", implementers=hands, **starts)
    assert kind(left, activity("b", "Water project", implementers=others, **starts)) == "same"
    for start, found in (("2025-02-10", "same"), ("2025-02-11", "")):  # 31 days, and 32
        dated = starts | {"start": start}
        assert kind(left, activity("b", "Water project", implementers=others, **dated)) == found


def test_a_title_needs_money_where_it_says_little_and_twice_as_much_where_the_money_is_other() -> None:
    one, unpaid = prepare(activity("a", TITLE, money="Lumina")), prepare(activity("b", TITLE))
    (weight,) = (title.weight for title in one.titles)

    assert same(one, unpaid, replace(SHIPPED, telling_title=weight))
    assert not same(one, unpaid, replace(SHIPPED, telling_title=weight + 1))
    paid, otherwise = (prepare(activity(money, TITLE, money=money, amount=5000.0)) for money in ("Lumina", "Nordlys"))
    assert weight % 2 == 0
    assert same(paid, otherwise, replace(SHIPPED, telling_title=weight // 2))
    assert not same(paid, otherwise, replace(SHIPPED, telling_title=weight // 2 + 1))


def test_other_economies_places_or_times_are_other_projects() -> None:
    left = activity("a", TITLE, money="Lumina", places=frozenset({"Kumanovo"}), **YEARS)

    assert kind(left, activity("b", TITLE, money="Lumina", where="SRB", **YEARS)) == ""
    assert kind(left, activity("b", TITLE, money="Lumina", places=frozenset({"Tetovo"}), **YEARS)) == ""
    assert kind(left, activity("b", TITLE, money="Lumina", start="2027-01-01", end="2028-01-01")) == ""


def test_an_assumed_end_does_not_join_a_project_with_its_successor() -> None:
    left = activity("a", TITLE, money="Lumina", start="2020-01-01")

    assert kind(left, activity("b", TITLE, money="Lumina", start="2021-01-01")) == "same"
    assert kind(left, activity("b", TITLE, money="Lumina", start="2022-06-01")) == ""
    assert kind(left, activity("b", TITLE, money="Lumina", start="2021-08-23", end="2022-01-01")) == "same"  # 600 days
    assert kind(left, activity("b", TITLE, money="Lumina", start="2021-08-24", end="2022-01-01")) == ""


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"start": "2018-01-01", "end": "2024-12-31"}, {"end": "2024-06-30"}, "same"),  # its start is not known
        ({"start": "2018-01-01", "end": "2024-12-31"}, {"end": "2022-06-30"}, ""),
        ({"end": "2024-12-31"}, {"end": "2024-06-30"}, "same"),
        ({"start": "2018-01-01"}, {"end": "2021-06-30"}, "same"),  # nothing that both state: by what is assumed
        ({"start": "2018-01-01"}, {"end": "2023-12-31"}, ""),
        ({"start": "2018"}, {"end": "2022-10-31"}, ""),  # though three years from the end of 2018 are near it
        ({"start": "2018-01-01", "end": "2024-12-31"}, {"start": "2021-01-01"}, ""),
    ],
    ids=str,
)
def test_where_a_side_states_only_its_end_the_ends_are_compared(
    one: dict[str, str], other: dict[str, str], found: str
) -> None:
    title = "Clean water and a library for mountain villages"
    left, right = (activity(ref, title, money="Nordlys", **dates) for ref, dates in (("a", one), ("b", other)))

    assert kind(left, right) == kind(right, left) == found


def test_one_day_in_common_is_enough() -> None:
    left = activity("a", TITLE, money="Lumina", **YEARS)

    assert kind(left, activity("b", TITLE, money="Lumina", start="2026-12-31", end="2029-12-31")) == "same"
    assert kind(left, activity("b", TITLE, money="Lumina", start="2027-01-01", end="2029-12-31")) == ""


@pytest.mark.parametrize(
    ("facts", "values"),
    [
        ({}, [1.0, 1.0, 1.0, 1.0, 1.0]),
        ({"money": ""}, [1.0, None, 1.0, 1.0, 1.0]),
        ({"money": "Nordlys"}, [1.0, 0.0, 1.0, 1.0, 1.0]),
        ({"start": "2026-01-01"}, [1.0, 1.0, 0.5, 1.0, 1.0]),
        ({"start": "", "end": ""}, [1.0, 1.0, None, 1.0, 1.0]),
        ({"where": "MKD SRB ALB MNE"}, [1.0, 1.0, 1.0, 0.6, 1.0]),
        ({"amount": 200_000.0}, [1.0, 1.0, 1.0, 1.0, 0.75]),
    ],
    ids=str,
)
def test_how_much_is_the_same_is_told_by_title_money_time_place_and_size(
    facts: dict[str, Any], values: list[float | None]
) -> None:
    stated: dict[str, Any] = {"money": "Lumina", "amount": 100_000.0, **YEARS}

    found = match(activity("a", TITLE, **stated), activity("b", TITLE, **(stated | facts)))

    assert found is not None
    assert found.kind == "same"
    assert [part.name for part in found.components] == ["title", "money", "time", "place", "size"]
    assert [part.value for part in found.components] == values


def test_within_one_source_the_same_needs_other_money() -> None:
    left = activity("a", TITLE, money="Lumina", source="register")

    assert kind(left, activity("b", TITLE, money="Lumina", source="register")) == ""
    assert kind(left, activity("b", TITLE, source="register")) != "same"
    assert (
        kind(
            activity("a", TITLE, money="Lumina", source="register", amount=5000.0),
            activity("b", TITLE, money="Nordlys", source="register", amount=5000.0),
        )
        == "same"
    )


def test_one_identifier_is_one_activity_even_within_a_source() -> None:
    left = activity("a", "Old title", money="Lumina", source="r", identifiers=("XM-1-77",))

    found = match(left, activity("b", "New name", money="Lumina", source="r", identifiers=("xm-1-77 ",), where="SRB"))

    assert found is not None
    assert (found.kind, found.strength, found.doubts) == ("same", 100.0, ())
    assert kind(left, activity("b", "", money="Lumina", source="r", identifiers=("XM-2-1", "XM-1-77"))) == ""


def test_an_identifier_is_enough_where_no_economy_is_stated() -> None:
    left, right = (
        activity(ref, "Old", where=where, identifiers=("XM-1-77",)) for ref, where in (("a", ""), ("b", "SRB"))
    )

    assert kind(left, right) == kind(right, left) == "same"


def test_other_identifiers_connect_two_sources_but_placeholders_do_not() -> None:
    left = activity("a", "Laboratories", identifiers=("A-1", "X-99"))

    assert kind(left, activity("b", "Courts", identifiers=("B-1", "X-99"))) == "same"
    assert (
        kind(
            activity("a", "Laboratories", identifiers=("non-sovereign",)),
            activity("b", "Courts", identifiers=("non-sovereign",)),
        )
        == ""
    )


def test_a_project_number_in_the_text_is_proof_within_one_economy() -> None:
    named = activity("a", "Courts", identifiers=("44000-P040712",))

    found = match(named, activity("b", "Support to judges (P040712)"))

    assert found is not None
    assert (found.evidence[0].kind, found.evidence[0].shared) == ("number", ("p040712",))
    assert kind(named, activity("b", "Support to judges (P040712)", where="SRB")) == ""
    nowhere = activity("b", "Support to judges (P040712)", where="")
    assert kind(named, nowhere) == kind(nowhere, named) == "same"
    cited = activity("b", "Judges", descriptions=(Text("Continues XX-DEMO-NLF-2604."),))
    assert kind(activity("a", "Courts", identifiers=("XX-DEMO-NLF-2604",)), cited) == "same"


def test_third_party_reports_and_cofunding_are_counted_once() -> None:
    left = activity("a", "Courts")

    for related in ("4", "5"):
        right = activity("b", "Judges", where="SRB", references=(Reference(related, "demo-a-1"),))
        found = match(left, right)
        assert found is not None
        assert found.kind == "same"
        assert (found.evidence[0].kind, found.evidence[0].shared) == ("reference", (related,))
        assert found.evidence[0].right == ("demo-a-1",)


def test_an_organisation_is_named_by_its_identifier_where_it_has_no_name() -> None:
    by_ref = (OrganisationMention("", "XM-DAC-41114"),)

    found = match(activity("a", TITLE, funders=by_ref), activity("b", TITLE, funders=by_ref))

    assert found is not None
    (funder,) = [e for e in found.evidence if e.kind == "funder"]
    assert funder.left == ("XM-DAC-41114",)
