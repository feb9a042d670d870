"""Passed-on funding."""

from typing import Any

import pytest

from egnatia.overlap import Activity, Reference
from tests.overlap.make import activity, kind, match, names


def upper(**facts: Any) -> Activity:  # noqa: ANN401 - any field of Activity
    stated: dict[str, Any] = {
        "implementers": names("Arms Hub"),
        "reporters": names("Union Facility"),
        "start": "2025-01-01",
        "end": "2027-12-31",
        "amount": 1_000_000.0,
        "currency": "EUR",
    }
    return activity("upper", "Regional programme", where="MNE SRB", money="Union Facility", **(stated | facts))


def lower(**facts: Any) -> Activity:  # noqa: ANN401 - any field of Activity
    stated: dict[str, Any] = {
        "where": "MNE",
        "reporters": names("Arms Hub"),
        "start": "2025-06-01",
        "end": "2026-12-31",
        "amount": 400_000.0,
        "currency": "EUR",
    }
    return activity("lower", "Опрема за складишта", "sr", money="Union Facility", **(stated | facts))


def direction(left: Activity, right: Activity) -> int | None:
    found = match(left, right)
    return found.direction if found and found.kind == "chain" else None


def test_roles_dates_and_amounts_make_a_chain_without_a_common_word() -> None:
    assert direction(upper(), lower()) == 1
    assert direction(lower(), upper()) == -1


@pytest.mark.parametrize(
    "facts",
    [
        {"amount": 2_000_000.0},
        {"start": "2023-01-01"},
        {"start": "", "end": ""},
        {"where": "ALB"},
        {"funders": names("Somebody else")},
        {"reporters": names("Somebody else")},
        {"references": (Reference("1", "another-programme-9"),)},
    ],
)
def test_a_larger_sum_other_dates_places_or_parties_make_none(facts: dict[str, Any]) -> None:
    assert direction(upper(), lower(**facts)) is None


def test_a_reference_to_the_upper_activity_is_no_hindrance() -> None:
    other_reporters = lower(references=(Reference("provider", "demo-upper-1"),))

    assert direction(upper(), other_reporters) == 1


def test_unknown_amounts_and_economies_leave_a_chain_with_less_confidence() -> None:
    found = match(upper(amount=None), lower(economies=frozenset()))

    assert found is not None
    assert found.kind == "chain"
    assert found.confidence < 1
    assert {"no_amount", "no_economy"} <= set(found.doubts)


def test_an_assumed_end_makes_the_chain_weaker() -> None:
    found = match(upper(), lower(end="", start="2025-01-01"))

    assert found is not None
    assert found.components[1].value == 0.8
    assert "end_assumed" in found.doubts


def test_amounts_in_two_currencies_are_compared_with_room() -> None:
    assert direction(upper(amount=400_000.0), lower(amount=440_000.0, currency="USD")) == 1
    assert direction(upper(amount=400_000.0), lower(amount=900_000.0, currency="USD")) is None
    assert direction(upper(currency="XYZ"), lower(amount=1_000.0)) == 1


def test_where_each_could_pay_the_other_the_smaller_sum_is_the_lower() -> None:
    both: dict[str, Any] = {
        "reporters": names("Arms Hub", "Union Facility"),
        "implementers": names("Arms Hub", "Union Facility"),
    }
    big = upper(amount=300_000.0, start="2026-01-01", end="2027-01-31", **both)

    assert direction(big, lower(amount=298_500.0, start="2026-02-01", end="2027-02-28", **both)) == 1
    assert direction(big, lower(amount=300_000.0, start="2026-02-01", end="2026-11-30", **both)) == 1
    assert direction(big, lower(amount=300_000.0, start="2026-01-01", end="2027-01-31", **both)) is None


def test_one_funder_giving_one_partner_two_grants_is_no_chain() -> None:
    facts: dict[str, Any] = {"sectors": frozenset({"DAC:15210"}), "types": frozenset({"training"})}
    other: dict[str, Any] = {"sectors": frozenset({"DAC:31110"}), "types": frozenset({"works"})}

    assert direction(upper(**facts), lower(**other)) is None
    assert direction(upper(**facts), lower(**(other | {"types": frozenset({"training"})}))) == 1


def test_one_organisation_as_hand_and_source_is_no_chain() -> None:
    same = names("Arms Hub (AH)")

    assert (
        direction(
            upper(funders=same, reporters=same, implementers=same), lower(funders=names("Arms Hub"), reporters=same)
        )
        is None
    )


def test_within_one_source_and_money_only_references_make_a_chain() -> None:
    left, right = upper(source="register"), lower(source="register")

    assert direction(left, right) is None
    assert direction(left, lower(source="register", references=(Reference("provider", "demo-upper-1"),))) == 1


@pytest.mark.parametrize(
    ("of_upper", "of_lower", "expected"),
    [
        (Reference("receiver", "demo-lower-1"), None, 1),
        (Reference("2", "DEMO-lower-1"), None, 1),
        (None, Reference("provider", "demo-upper-1"), 1),
        (None, Reference("1", "demo-upper-1"), 1),
        (None, Reference("3", "demo-upper-1"), 0),
        (Reference("provider", "demo-lower-1"), None, -1),
    ],
)
def test_references_between_two_organisations_tell_the_way(
    of_upper: Reference | None, of_lower: Reference | None, expected: int
) -> None:
    left = activity("upper", "One", reporters=names("Nordlys"), references=(of_upper,) if of_upper else ())
    right = activity(
        "lower", "Other", where="SRB", reporters=names("Lumina"), references=(of_lower,) if of_lower else ()
    )

    assert direction(left, right) == expected


def test_parents_and_children_of_one_organisation_are_a_series() -> None:
    left = activity("upper", "One", reporters=names("Nordlys"))
    right = activity("lower", "Other", reporters=names("Nordlys"), references=(Reference("1", "demo-upper-1"),))

    assert kind(left, right) == ""
