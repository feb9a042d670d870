"""Passed-on funding."""

from typing import Any

import pytest

from egnatia.overlap import SHIPPED, ActivityFacts, Reference, Text, prepare
from egnatia.overlap.onward_funding import chain, is_chain
from tests.overlap.make import activity, kind, match, names


def upper(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    stated: dict[str, Any] = {
        "implementers": names("Arms Hub"),
        "reporters": names("Union Facility"),
        "start": "2025-01-01",
        "end": "2027-12-31",
        "amount": 1_000_000.0,
        "currency": "EUR",
    }
    return activity("upper", "Regional programme", where="MNE SRB", money="Union Facility", **(stated | facts))


def lower(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    stated: dict[str, Any] = {
        "where": "MNE",
        "reporters": names("Arms Hub"),
        "start": "2025-06-01",
        "end": "2026-12-31",
        "amount": 400_000.0,
        "currency": "EUR",
    }
    return activity("lower", "Опрема за складишта", "sr", money="Union Facility", **(stated | facts))


def direction(left: ActivityFacts, right: ActivityFacts) -> int | None:
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


@pytest.mark.parametrize(
    ("facts", "chained"),
    [
        ({}, True),
        ({"amount": 2_000_000.0}, False),
        ({"amount": 2_000_000.0, "references": (Reference("provider", "demo-upper-1"),)}, True),
        ({"start": "2024-08-01"}, True),
        ({"start": "2024-06-01"}, False),
    ],
    ids=range(5),
)
def test_a_chain_is_told_without_its_evidence(facts: dict[str, Any], chained: bool) -> None:
    above, below = prepare(upper()), prepare(lower(**facts))

    assert (chain(above, below, SHIPPED) is not None) is (chain(below, above, SHIPPED) is not None) is chained
    assert is_chain(above, below, SHIPPED) is is_chain(below, above, SHIPPED) is chained


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
    assert direction(big, lower(amount=300_000.0, start="2026-02-01", end="2027-02-01", **both)) is None  # a day beyond
    nested: dict[str, Any] = {"start": "2026-02-01", "end": "2026-11-30"} | both
    assert direction(big, lower(**(nested | {"amount": None}))) == 1
    unknown = upper(amount=None, start="2026-01-01", end="2027-01-31", **both)
    assert direction(unknown, lower(**nested)) == 1


def test_one_funder_giving_one_partner_two_grants_is_no_chain() -> None:
    facts: dict[str, Any] = {"sectors": frozenset({"DAC:15210"}), "types": frozenset({"training"})}
    other: dict[str, Any] = {"sectors": frozenset({"DAC:31110"}), "types": frozenset({"works"})}

    assert direction(upper(**facts), lower(**other)) is None
    ends = ({"objectives": frozenset({code})} for code in ("3.2.1", "1.1.1"))
    assert direction(upper(**facts, **next(ends)), lower(**other, **next(ends))) is None
    assert direction(upper(**facts), lower(**(other | {"types": frozenset({"training"})}))) == 1


def test_one_organisation_as_hand_and_source_is_no_chain() -> None:
    same = names("Arms Hub (AH)")

    assert (
        direction(
            upper(funders=same, reporters=same, implementers=same), lower(funders=names("Arms Hub"), reporters=same)
        )
        is None
    )


@pytest.mark.parametrize(
    ("of_upper", "of_lower", "expected"),
    [
        ({"implementers": "Ministry of Interior"}, {"reporters": "Ministry of Interior of Serbia"}, 1),
        ({"reporters": "Ministry of Interior"}, {"funders": "Ministry of Interior of Serbia"}, 1),
        (
            {"implementers": "Ministry of Interior", "funders": "Ministry of Interior of Serbia"},
            {"reporters": "Ministry of Interior of Serbia", "funders": "Ministry of Interior of Serbia"},
            None,
        ),
        (
            {"implementers": "Ministry of Interior of Serbia", "funders": "Ministry of Interior"},
            {"reporters": "Ministry of Interior of Serbia", "funders": "Ministry of Interior of Serbia"},
            None,
        ),
    ],
)
def test_a_ministry_is_that_of_the_economy_where_it_is_named(
    of_upper: dict[str, str], of_lower: dict[str, str], expected: int | None
) -> None:
    one, other = ({role: names(name) for role, name in roles.items()} for roles in (of_upper, of_lower))

    here, regional = {"economies": frozenset({"SRB"})}, {"economies": frozenset({"SRB", "MNE"})}
    assert direction(upper(**here, **one), lower(**regional, **other)) == expected


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


def test_two_references_that_say_one_thing_say_it_once_and_two_that_do_not_say_nothing() -> None:
    paid, named = Reference("provider", "demo-upper-1"), Reference("1", "demo-upper-1")
    left = activity("upper", "One", reporters=names("Nordlys"))

    assert direction(left, activity("lower", "Other", reporters=names("Lumina"), references=(paid, named))) == 1
    back = activity("upper", "One", reporters=names("Nordlys"), references=(Reference("1", "demo-lower-1"),))
    assert direction(back, activity("lower", "Other", reporters=names("Lumina"), references=(named,))) == 0


@pytest.mark.parametrize(("left", "right"), [("Nordlys", ""), ("", "Lumina"), ("", ""), ("Nordlys", "Nordlys")])
def test_a_parent_is_no_chain_where_it_may_be_of_one_organisation(left: str, right: str) -> None:
    one, other = (names(*filter(None, [name])) for name in (left, right))
    upper_one = activity("upper", "One", reporters=one)

    named, paid = (
        activity("lower", "Other", reporters=other, references=(Reference(how, "demo-upper-1"),))
        for how in ("1", "provider")
    )
    assert direction(upper_one, named) is None
    assert direction(upper_one, paid) == 1


def test_what_a_reference_says_needs_nothing_else() -> None:
    left = activity("upper", "One", reporters=names("Nordlys"), where="SRB MKD")
    right = activity("lower", "Other", where="SRB", references=(Reference("provider", "demo-upper-1"),))

    found = match(left, right)

    assert found is not None
    assert (found.score, found.confidence, found.doubts) == (100.0, 1.0, ())
    assert [part.name for part in found.components] == ["roles", "time", "size", "place"]
    assert [(each.kind, each.left, each.right, each.shared) for each in found.evidence] == [
        ("reference", (), ("demo-upper-1",), ("provider",)),
        ("economy", ("SRB",), ("SRB",), ("SRB",)),
    ]


@pytest.mark.parametrize(
    ("of_upper", "of_lower", "values"),
    [
        ({}, {}, [1.0, 1.0, 1.0, 1.0]),
        ({"amount": None}, {}, [1.0, 1.0, None, 1.0]),
        ({}, {"amount": None}, [1.0, 1.0, None, 1.0]),
        ({}, {"economies": frozenset({"MNE", "ALB"})}, [1.0, 1.0, 1.0, 0.5]),
        ({"economies": frozenset({"MNE", "ALB"})}, {}, [1.0, 1.0, 1.0, 1.0]),
        ({"economies": frozenset()}, {}, [1.0, 1.0, 1.0, None]),
        ({}, {"economies": frozenset()}, [1.0, 1.0, 1.0, None]),
        ({"end": ""}, {}, [1.0, 0.8, 1.0, 1.0]),
        ({}, {"end": "", "start": "2025-01-01"}, [1.0, 0.8, 1.0, 1.0]),
    ],
)
def test_a_chain_is_told_by_roles_time_size_and_place(
    of_upper: dict[str, Any], of_lower: dict[str, Any], values: list[float | None]
) -> None:
    found, turned = match(upper(**of_upper), lower(**of_lower)), match(lower(**of_lower), upper(**of_upper))

    assert found is not None
    assert [part.value for part in found.components] == values
    assert turned == found.swapped()


def test_who_passes_on_and_who_pays_is_said_by_name() -> None:
    otherwise = match(
        upper(implementers=(), receivers=names("Arms Hub"), funders=names("Lumina")),
        lower(reporters=(), funders=names("Union Facility", "Arms Hub")),
    )
    assert otherwise is not None
    assert [(each.kind, each.left, each.right) for each in otherwise.evidence][:2] == [
        ("passes_to", ("Arms Hub",), ("Arms Hub",)),
        ("paid_by", ("Union Facility",), ("Union Facility",)),
    ]
    found = match(upper(), lower())

    assert found is not None
    assert [(each.kind, each.left, each.right) for each in found.evidence] == [
        ("passes_to", ("Arms Hub",), ("Arms Hub",)),
        ("paid_by", ("Union Facility",), ("Union Facility",)),
        ("economy", ("MNE",), ("MNE",)),
        ("time", ("2025-01-01", "2027-12-31"), ("2025-06-01", "2026-12-31")),
        ("amount", ("1000000.00 EUR",), ("400000.00 EUR",)),
    ]


@pytest.mark.parametrize(
    ("of_upper", "of_lower", "expected"),
    [
        ({"implementers": (), "receivers": names("Arms Hub")}, {}, 1),
        ({}, {"reporters": (), "funders": names("Union Facility", "Arms Hub")}, 1),
        ({"reporters": ()}, {}, 1),
        ({"funders": ()}, {}, 1),
        ({"funders": (), "reporters": names("Arms Hub")}, {}, None),
        ({"implementers": ()}, {}, None),
        ({}, {"funders": ()}, None),
    ],
    ids=str,
)
def test_hands_implement_or_receive_and_sources_fund_or_report(
    of_upper: dict[str, Any], of_lower: dict[str, Any], expected: int | None
) -> None:
    assert direction(upper(**of_upper), lower(**of_lower)) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"start": "2024-06-25"}, 1),  # 190 days before
        ({"start": "2024-06-24"}, None),
        ({"end": "2028-07-08"}, 1),
        ({"end": "2028-07-09"}, None),
        ({"start": "2025-01-01", "end": "2027-12-31"}, 1),
    ],
    ids=str,
)
def test_a_passed_on_grant_may_reach_half_a_year_beyond(dates: dict[str, str], expected: int | None) -> None:
    assert direction(upper(), lower(**dates)) == expected


@pytest.mark.parametrize(
    ("of_upper", "of_lower"),
    [
        ({"objectives": frozenset({"3.2.1"})}, {"objectives": frozenset({"3.2.1"})}),
        ({"title": "Training of prison staff"}, {"title": "Обука на затворски персонал", "lang": "mk"}),
        ({"title": "Orolik"}, {"title": "Orolik depot"}),
        ({"types": frozenset()}, {}),
        ({}, {"types": frozenset()}),
        ({"sectors": frozenset()}, {}),
        ({}, {"sectors": frozenset()}),
    ],
)
def test_anything_in_common_or_not_stated_is_enough_for_two_grants_to_be_related(
    of_upper: dict[str, Any], of_lower: dict[str, Any]
) -> None:
    one: dict[str, Any] = {"sectors": frozenset({"DAC:15210"}), "types": frozenset({"training"})} | of_upper
    other: dict[str, Any] = {"sectors": frozenset({"DAC:31110"}), "types": frozenset({"works"})} | of_lower
    for facts in (one, other):
        if "title" in facts:
            facts["titles"] = (Text(facts.pop("title"), facts.pop("lang", "en")),)

    assert direction(upper(**one), lower(**other)) == 1
