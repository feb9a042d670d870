"""Money counted once, among what a reader sees."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from egnatia import overlap
from egnatia.kernel.reader import ANONYMOUS, SYSTEM
from egnatia.matching.actions import state_position
from egnatia.matching.models import Match
from egnatia.matching.queries.money import Elsewhere, money_seen_by
from egnatia.matching.rules import in_order
from tests import make
from tests.activities.activities.doing import of, shown
from tests.matching.doing import activity, overlapping, reported_twice

pytestmark = pytest.mark.django_db


def test_a_double_report_is_counted_once_and_each_step_can_be_followed() -> None:
    desk = make.reader("desk", secretariat=True)
    match = reported_twice(make.reader("left"), make.reader("right"))

    page = of(desk).get(reverse("matching:money")).content.decode()

    assert "360,000 EUR" in page
    assert "180,000 EUR" in page
    assert "1 double report" in page
    assert 'title="360,000 EUR"' in page
    assert f'href="{reverse("activities:activities")}' in page
    assert f'href="{reverse("matching:money")}?steps=same"' in page
    assert reverse("matching:match", args=[match.pk]) in page
    assert reverse("activities:activity", args=[match.counted_again_id]) in page


@pytest.mark.parametrize("query", [{}, {"steps": "same"}])
def test_what_is_counted_leads_to_all_steps_that_explain_it(query: dict[str, str]) -> None:
    desk = make.reader("desk", secretariat=True)
    reported_twice(make.reader("left"), make.reader("right"))

    page = of(desk).get(reverse("matching:money"), {"economy": "MKD", **query}).text

    (target,) = re.findall(r'<strong><a href="([^"]+)"><data value="180000.00"', page)
    assert target == f"{reverse('matching:money')}?economy=MKD#steps"
    assert 'id="steps"' in page


def test_where_the_predecessor_is_hidden_it_counts() -> None:
    left, right = make.reader("left"), make.reader("right")
    activity(left, funder="Nordlys Fund (demo)", marking=make.STRICT, compare=False)
    activity(right, funder="Nordlys Fund (demo)")

    (euro,) = money_seen_by(right).totals

    assert [euro.reported, euro.counted, euro.again] == [180_000, 180_000, 0]
    assert "all of it counted" in shown(of(right), "matching:money")


def test_where_both_owners_agree_that_they_differ_both_count() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = reported_twice(left, right)
    for house in (left, right):
        state_position(match.pk, "different", "Other prison.", by=house)

    (euro,) = money_seen_by(left).totals

    assert [euro.reported, euro.counted] == [360_000, 360_000]


def test_passed_on_grants_are_counted_with_where_they_come_from() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    hands = (overlap.Organisation("Most Network (demo)"),)
    whole = activity(
        left,
        funder="Union (demo)",
        title="Grants for municipalities",
        amount=900_000.0,
        implementers=hands,
        compare=False,
        start="2025-01-01",
        end="2027-12-31",
    )
    grant = activity(
        right,
        funder="Union (demo)",
        title="Youth clubs",
        amount=60_000.0,
        reporters=hands,
        start="2026-01-01",
        end="2026-12-31",
    )

    money = money_seen_by(desk)

    (euro,) = money.totals
    assert [euro.reported, euro.counted, euro.passed_on] == [960_000, 900_000, 1]
    (step,) = money.steps
    assert (step.activity, step.of, step.kind) == (grant.pk, whole.pk, "chain")
    assert money_seen_by(desk, kind="same").steps == ()
    assert "1 passed-on grant" in shown(of(desk), "matching:money", steps="chain")
    assert "Nothing: each amount stands here once." in shown(of(desk), "matching:money", steps="same")


def test_currencies_are_never_added_and_filters_narrow_all_of_it() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    reported_twice(left, right)
    activity(left, title="Sewage works", currency="MKD", economies=frozenset({"ALB"}), source="other")
    activity(right, title="No amount", amount=None, source="third")
    activity(right, title="No currency", currency="", source="fourth")

    money = money_seen_by(desk)

    assert {total.currency: total.reported for total in money.totals} == {"EUR": 360_000, "MKD": 180_000, "": 180_000}
    assert money.without_amount == 1
    page = shown(of(desk), "matching:money")
    assert "1 activity states no amount." in page
    assert "in a currency that is not stated" in page
    assert "double report" not in shown(of(desk), "matching:money", economy="ALB")
    assert "1 double report" in shown(of(desk), "matching:money", economy="MKD")
    assert "No activity with an amount" in shown(of(desk), "matching:money", economy="GRC")


def test_a_double_in_another_currency_is_said_to_be_counted_there() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    numbered = ("XX-1-2601",)
    activity(left, identifiers=numbered, compare=False)
    activity(right, identifiers=numbered, amount=8_300_000.0, currency="MDL")

    euro, leu = money_seen_by(desk).totals

    assert [euro.currency, leu.currency] == ["EUR", "MDL"]
    assert [euro.counted, leu.counted] == [180_000, 0]
    assert [euro.elsewhere, leu.elsewhere] == [(), (Elsewhere(Decimal(8_300_000), "EUR"),)]
    page = shown(of(desk), "matching:money")
    assert "8.3 million MDL of it repeats activities that state their amount in EUR, and is counted there." in page
    assert "180,000 EUR of it" not in page


def test_a_double_of_an_amount_without_currency_is_said_so() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    activity(left, identifiers=("XX-1-2601",), currency="", compare=False)
    activity(right, identifiers=("XX-1-2601",))

    assert "180,000 EUR of it repeats activities that state an amount without its currency" in shown(
        of(desk), "matching:money"
    )


def test_in_a_ring_one_is_counted_and_the_others_stand_among_the_steps() -> None:
    desk = make.reader("desk", secretariat=True)
    first = reported_twice(make.reader("left"), make.reader("right"))
    third = activity(make.reader("third"), title="Largest of the ring", amount=900_000.0)
    one, other = first.left_id, first.right_id
    again = {first.counted_again_id}
    (start,) = {one, other} - again
    for number, (repeated, of_which) in enumerate(((start, third.pk), (third.pk, first.counted_again_id))):
        edge = Match.objects.get(pk=first.pk)
        edge.pk, edge.rank = make.uuid(900 + number), first.rank - 1
        edge.left_id, edge.right_id = in_order(repeated, of_which)
        edge.counted_again_id = repeated
        edge.save(force_insert=True)

    money = money_seen_by(desk)

    (euro,) = money.totals
    assert [euro.reported, euro.counted, euro.again] == [1_260_000, 900_000, 2]
    assert {step.activity for step in money.steps} == {one, other}
    assert money.more_steps == 0
    assert money_seen_by(desk, most=1).more_steps == 1
    assert money_seen_by(desk, kind="chain").steps == ()


def test_the_visitor_sees_what_is_public_and_no_match() -> None:
    left, right = make.reader("left"), make.reader("right")
    for house in (left, right):
        activity(house, funder="Nordlys Fund (demo)", marking=make.CLEAR)

    assert [each.counted for each in money_seen_by(ANONYMOUS).totals] == [360_000]
    assert [each.counted for each in money_seen_by(SYSTEM).totals] == [180_000]


def test_a_filter_that_leaves_out_the_predecessor_counts_the_rest() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    reported_twice(left, right)

    page = shown(of(desk), "matching:money", source=f"sheet of {right.name}")

    assert "180,000 EUR reported, all of it counted" in page.replace(" </a>", "")


def test_the_file_has_the_exact_figures() -> None:
    left, right = make.reader("left"), make.reader("right")
    overlapping(left, right)
    reported_twice(make.reader("third"), make.reader("fourth"))
    desk = of(make.reader("desk", secretariat=True))

    lines = desk.get(reverse("matching:money-download", args=["csv"])).content.decode("utf-8-sig").splitlines()

    assert lines[1].startswith("EUR,reported,1040000.0,4")
    assert lines[2].startswith("EUR,counted once,")
    assert "not counted again" in lines[3]
    assert desk.get(reverse("matching:money-download", args=["xlsx"])).status_code == 200
    assert desk.get(reverse("matching:money-download", args=["pdf"])).status_code == 404
