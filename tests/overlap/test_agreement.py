"""How much amounts, dates, hands and words of two records say that they are one work."""

from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

from egnatia.overlap import SHIPPED, ActivityFacts, Text, features, prepare
from egnatia.overlap.agreement import (
    of_amounts,
    of_ends,
    of_hands,
    of_starts,
    of_words,
    one_sum,
    one_work,
    other_hands,
)
from egnatia.overlap.amounts import amount_of
from egnatia.overlap.arrays import Index, index
from egnatia.overlap.window import window_of
from tests.overlap.make import activity, kind, match, names
from tests.overlap.test_descriptions import WELLS

SUM: dict[str, Any] = {"money": "Nordlys Fund", "amount": 240_500.0, "currency": "EUR"}
YEARS: dict[str, Any] = {"start": "2025-01-01", "end": "2026-12-31"}
TITLE = "Forensic laboratory of Kumanovo: works and equipment"
OTHERWISE = "Works for a laboratory and forensic training"  # alike enough in words for three points


def funder(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    return activity("a", TITLE, **(SUM | YEARS | facts))


def register(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    return activity("b", facts.pop("title", OTHERWISE), **(SUM | YEARS | facts))


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        ((240_500.0, "EUR"), (240_500.0, "EUR"), 3),
        ((240_500.0, "EUR"), (240_740.0, "EUR"), 3),  # within a thousandth
        ((240_500.0, "EUR"), (240_742.0, "EUR"), 2),
        ((240_000.0, "EUR"), (240_000.0, "EUR"), 2),  # whole thousands
        ((241_000.0, "EUR"), (241_000.0, "EUR"), 2),
        ((240_000.0, "EUR"), (240_001.0, "EUR"), 3),
        ((250_000.0, "EUR"), (249_750.0, "EUR"), 3),  # a thousandth of it exactly
        ((240_500.0, "EUR"), (230_000.0, "EUR"), 2),
        ((240_500.0, "EUR"), (200_000.0, "EUR"), 1),
        ((100.0, "EUR"), (64.0, "EUR"), 1),
        ((100.0, "EUR"), (63.9, "EUR"), 0),
        ((100.0, "EUR"), (50.0, "EUR"), 0),
        ((100.0, "EUR"), (49.9, "EUR"), -2),
        ((240_500.0, "EUR"), (240_500.0, ""), 3),
        ((100_000.0, "EUR"), (108_000.0, "USD"), 1),  # rates tell the order of magnitude only
        ((100_000.0, "EUR"), (108_000.0, "QQQ"), 0),
        ((100_000.0, "EUR"), (None, "EUR"), 0),
    ],
)
def test_amounts(one: tuple[float | None, str], other: tuple[float | None, str], points: int) -> None:
    left, right = (amount_of(value, currency, "") for value, currency in (one, other))

    assert of_amounts(left, right) == of_amounts(right, left) == points


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ((240_500.0, "EUR"), (240_500.0, "EUR"), True),
        ((250_000.0, "EUR"), (249_750.0, ""), True),  # a thousandth of it exactly, whole thousands or not
        ((250_000.0, "EUR"), (249_749.0, "EUR"), False),
        ((110_000.0, "USD"), (100_000.0, "EUR"), False),  # the same by a rate, which is coarse
        ((240_500.0, "EUR"), (None, "EUR"), False),
    ],
)
def test_one_sum_is_one_amount_to_the_thousandth(
    one: tuple[float | None, str], other: tuple[float | None, str], found: bool
) -> None:
    left, right = (amount_of(value, currency, "") for value, currency in (one, other))

    assert one_sum(left, right) is one_sum(right, left) is found


@pytest.mark.parametrize(
    ("one", "other", "ends", "starts"),
    [
        (YEARS, YEARS, 3, 1),
        (YEARS, {"start": "2025-02-01", "end": "2027-01-03"}, 3, 1),
        (YEARS, {"start": "2025-02-02", "end": "2027-01-04"}, 0, 0),
        (YEARS, {"start": "2025-05-06", "end": "2026-12-28"}, 3, 0),
        (YEARS, {"start": "2025-05-07", "end": "2026-12-27"}, 0, -1),
        (YEARS, {"start": "2025-01-01"}, 0, 1),
        (YEARS, {"end": "2026-12-30"}, 3, -1),
        ({"start": "2025-01-01"}, {"end": "2027-12-31"}, 0, 1),  # no end that both state
        ({"start": "2025-01-01"}, {"start": "2025-01-01"}, 0, 1),  # both ends are only assumed
        ({"start": "2021"}, {"start": "2021-01-01", "end": "2024-12-30"}, 0, 1),  # one is assumed, on the day stated
    ],
)
def test_dates(one: dict[str, str], other: dict[str, str], ends: int, starts: int) -> None:
    left, right = (window_of(dates.get("start", ""), dates.get("end", "")) for dates in (one, other))

    assert left
    assert right
    assert (of_ends(left, right), of_starts(left, right)) == (ends, starts)
    assert (of_ends(right, left), of_starts(right, left)) == (ends, starts)


@pytest.mark.parametrize(("alike", "points"), [(0.4, 1), (0.59, 1), (0.6, 2), (0.74, 2), (0.75, 3), (1.0, 3)])
def test_words(alike: float, points: int) -> None:
    assert of_words(alike) == points


def test_hands() -> None:
    one, other = prepare(funder(implementers=names("Arms Hub", "Lab Makers"))), prepare(register())
    same, another = (prepare(register(implementers=names(name))) for name in ("Lab Makers", "Bricklayers"))

    assert [of_hands(one, each) for each in (other, same, another)] == [0, 1, 0]
    assert [other_hands(one, each) for each in (other, same, another)] == [False, False, True]
    assert not other_hands(other, one)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"amount": 300_000.0},
        {"amount": None},
        {"start": "2025-06-01"},
        {"end": "2027-12-31"},
        {"start": "2025-03-01", "end": "2027-12-31", "implementers": names("Arms Hub")},
    ],
    ids=str,
)
def test_not_every_fact_has_to_agree(facts: dict[str, Any]) -> None:
    left = funder(implementers=names("Arms Hub"))

    assert kind(left, register(**facts)) == kind(register(**facts), left) == "same"


@pytest.mark.parametrize(
    "facts",
    [
        {"amount": 100_000.0, "end": "2027-12-31"},
        {"amount": 490_000.0, "end": "2027-12-31"},
        {"amount": None, "start": "2025-03-01", "end": "2027-12-31"},
        {"implementers": names("Bricklayers")},  # the grants of one call: one sum, the same days
        {"title": "Choir festival"},
        {"places": frozenset({"Sombor"})},
        {"money": "Lumina"},
        {"start": "", "end": ""},
    ],
    ids=str,
)
def test_too_little_that_agrees_is_no_proof(facts: dict[str, Any]) -> None:
    left = funder(implementers=names("Arms Hub"), places=frozenset({"Kumanovo"}))

    assert kind(left, register(**facts)) != "same"
    assert kind(register(**facts), left) != "same"


def test_who_does_it_counts_together_with_when() -> None:
    """Nothing but hands and words agrees: that is enough where both say when, and the starts are of one season."""
    facts: dict[str, Any] = {"amount": None, "implementers": names("Arms Hub")}
    left = prepare(funder(**facts))
    words = TITLE + " for police"

    near = prepare(register(title=words, **(facts | {"start": "2025-04-01", "end": "2027-06-30"})))
    undated = prepare(register(title=words, **(facts | {"start": "", "end": ""})))
    far = prepare(register(title=words, **(facts | {"start": "2025-08-01", "end": "2027-06-30"})))

    assert [one_work(left, each, SHIPPED) for each in (near, undated, far)] == [True, False, False]


@pytest.mark.parametrize(
    ("facts", "one"),
    [
        ({"amount": 235_000.0}, True),  # one sum
        ({"amount": None, "end": "2026-12-31"}, True),  # one end
        ({"amount": 300_000.0, "start": "2025-01-20"}, True),  # one start
        ({"amount": 300_000.0}, False),  # a near amount, a start of one season, and words
        ({"amount": 300_000.0, "implementers": names("Arms Hub")}, True),  # … and who does it
        ({"amount": 300_000.0, "implementers": names("Arms Hub"), "start": "2025-08-01"}, False),
        ({"title": "Works for a laboratory"}, True),  # the exact sum and a few words
        ({"title": "Works for a laboratory", "amount": 235_000.0}, False),
    ],
    ids=str,
)
def test_of_the_facts_that_agree_in_enough_one_has_to_say_so_by_itself(facts: dict[str, Any], one: bool) -> None:
    left = prepare(funder(implementers=facts.get("implementers", ())))
    right = prepare(register(**{"title": TITLE + " for police", "start": "2025-04-01", "end": "2027-06-30"} | facts))

    assert one_work(left, right, SHIPPED) is one_work(right, left, SHIPPED) is one


LABS = (
    "Chemists calibrate spectrometers and label exhibits. Couriers seal envelopes, photographers develop negatives and "
    "archivists shelve dossiers; trainees dust fingerprints, swab cartridges, weigh powders and testify in courtrooms."
)
POLICE: dict[str, Any] = {"title": TITLE + " for police", "implementers": names("Arms Hub")}
PART: dict[str, Any] = {"amount": 80_000.0, "start": "2025-04-01", "end": "2027-06-30"}  # less than half; no day agrees


@pytest.mark.parametrize(
    ("facts", "one"),
    [
        ({}, True),
        ({"descriptions": (Text(LABS, "en"),)}, False),
        ({"descriptions": (Text("Boreholes are drilled above the gorge.", "en"),)}, False),
        ({"implementers": ()}, False),  # nothing says so by itself
        ({"implementers": (), "start": "2025-01-20"}, True),
        ({"start": "2025-06-01"}, False),  # of another season
        ({"start": "", "end": ""}, False),
    ],
    ids=range(7),
)
def test_descriptions_at_length_that_are_nearly_one_make_up_for_a_part_of_the_amount(
    facts: dict[str, Any], one: bool
) -> None:
    told = {"implementers": names("Arms Hub"), "descriptions": (Text(WELLS, "en"),)}
    left, right = prepare(funder(**told)), prepare(register(**(told | PART | POLICE | facts)))

    assert one_work(left, right, SHIPPED) is one_work(right, left, SHIPPED) is one


def test_descriptions_make_up_for_two_points_and_no_more() -> None:
    told = {"implementers": names("Arms Hub"), "descriptions": (Text(WELLS, "en"),)}
    left, right = prepare(funder(**told)), prepare(register(**(told | PART | POLICE)))

    assert [one_work(left, right, SHIPPED, enough) for enough in (2, 4, 5)] == [True, True, False]


def test_texts_just_alike_enough_count() -> None:
    left, right = prepare(funder()), prepare(register())
    alike = features.text(left, right) or 0.0

    assert one_work(left, right, replace(SHIPPED, reworded=alike))
    assert not one_work(left, right, replace(SHIPPED, reworded=alike + 0.001))


def partner(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
    return register(**({"money": "", "reporters": names("Arms Hub")} | facts))


def test_a_partner_that_names_no_funder_is_paid_by_whoever_says_so() -> None:
    left = funder(reporters=names("Nordlys Fund"), implementers=names("Arms Hub"))

    found = match(left, partner())

    assert found is not None
    assert (found.kind, found.direction) == ("chain", 1)
    assert [each.kind for each in found.evidence][:1] == ["passes_to"]
    turned = match(partner(), left)
    assert turned is not None
    assert turned.direction == -1


@pytest.mark.parametrize(("amount", "found"), [(300_000.0, "chain"), (400_000.0, "")])
def test_a_partners_report_is_told_by_a_near_amount_beside_start_and_words(amount: float, found: str) -> None:
    left = funder(reporters=names("Nordlys Fund"), implementers=names("Arms Hub"), amount=amount)

    assert kind(left, partner(end="2026-06-30")) == found


@pytest.mark.parametrize(
    "facts",
    [
        {"money": "Lumina"},
        {"reporters": names("Bricklayers")},
        {"amount": None, "end": "2026-06-30"},
        {"implementers": names("Bricklayers")},
    ],
    ids=str,
)
def test_another_funder_another_reporter_or_too_little_in_common_is_no_chain(facts: dict[str, Any]) -> None:
    left = funder(reporters=names("Nordlys Fund"), implementers=names("Arms Hub"))

    assert kind(left, partner(**facts)) != "chain"


def test_where_nearly_everything_agrees_two_funders_may_differ_about_the_sector() -> None:
    orchard = activity(
        "a",
        "Orchard drainage and fruit market in Kumanovo",
        sectors=frozenset({"DAC:31120"}),
        implementers=names("Arms Hub"),
        **(SUM | YEARS),
    )

    def market(**facts: Any) -> ActivityFacts:  # noqa: ANN401 - any field of Activity
        stated = SUM | YEARS | {"money": "Lumina", "sectors": frozenset({"DAC:14030"})} | facts
        return activity("b", "Market for fruit growers: drainage of an orchard", **stated)

    hands = names("Arms Hub")
    assert kind(orchard, market(implementers=hands, amount=None)) == "overlap"
    assert kind(orchard, market()) == "overlap"
    assert kind(orchard, market(amount=400_000.0)) == ""  # the dates of an appeal, and its words
    assert kind(orchard, market(implementers=hands, end="2026-06-30", amount=400_000.0)) == ""
    assert kind(orchard, market(implementers=hands, end="2026-06-30")) == "overlap"
    assert kind(orchard, market(implementers=hands, end="2026-06-30", amount=235_000.0)) == ""
    assert kind(orchard, market(implementers=hands, end="2026-06-30", sectors=frozenset({"DAC:31120"}))) == "overlap"


@pytest.mark.usefixtures("however_few")
def test_plain_loops_let_through_what_agrees_in_enough(plain: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "kernels", lambda: plain)
    hands: dict[str, Any] = {"implementers": names("Arms Hub"), "reporters": names("Nordlys Fund")}
    stated: list[dict[str, Any]] = [
        {},
        {"amount": 300_000.0, "end": "2027-12-31"},
        {"amount": None, "start": "2025-06-01"},
        {"amount": 1.0, "currency": "QQQ"},
        {"amount": 100_000.0, "end": "2027-12-31", "start": "2025-03-01"},
        {"money": "", "reporters": names("Arms Hub"), "start": "2025-03-01"},
        {"money": "Lumina", "sectors": frozenset({"DAC:13010"}), "implementers": names("Arms Hub")},
        {"start": "", "end": ""},
        *(PART | POLICE | {"descriptions": (Text(text, "en"),)} for text in (WELLS, LABS)),
    ]
    left = funder(sectors=frozenset({"DAC:15210"}), descriptions=(Text(WELLS, "en"),), **hands)
    for facts in stated:
        pair = [left, register(**facts)]
        expected = match(*pair)
        found = list(Index.build(pair).pairs(0.0))
        assert [each for _, _, each in found] == ([expected] if expected else []), facts
