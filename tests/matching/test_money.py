"""Money counted once, among what a reader sees."""

import csv
import re
from decimal import Decimal
from io import StringIO
from itertools import pairwise
from urllib.parse import parse_qs

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from egnatia import overlap
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM
from egnatia.matching.actions import state_position
from egnatia.matching.models import Match
from egnatia.matching.queries.money import DoubleCount, FundingTotal, OtherCurrency, money_seen_by
from egnatia.matching.rules import in_order
from egnatia.matching.tables import (
    MOST_BRANCHES,
    MOST_TREES,
    FundingBranch,
    funding_pictures,
    funding_trees,
    tree_picture,
)
from egnatia.pages.amounts import rounded
from tests import make
from tests.matching.doing import activity, overlapping, reported_twice
from tests.visits import Answer, got, links, of, offers, pictured, rows

pytestmark = pytest.mark.django_db


def steps_led_to(answer: Answer) -> set[str]:
    """The kinds of steps to which the sentences lead, and "all"."""
    queries = [parse_qs(each.partition("?")[2].partition("#")[0]) for each in links(answer) if "steps" in each]
    return {"".join(said.get("steps", ["all"])) for said in queries}


def steps_listed(answer: Answer) -> list[list[str]]:
    """The rows of the table of excluded amounts: what each is counted under stands last, after a comma its amount."""
    return [row for row in rows(answer) if not row[-1].isdigit()]


def lines_listed(answer: Answer) -> list[list[str]]:
    """The rows of the table beside a picture: the number of activities stands last."""
    return [row for row in rows(answer) if row[-1].isdigit()]


def beside(answer: Answer) -> list[str]:
    """What stands under the sums in small print."""
    return [re.sub(r"<[^>]+>", "", each) for each in re.findall(r'<p class="basis">(.*?)</p>', answer.text, re.DOTALL)]


def test_a_double_report_is_counted_once_and_each_step_can_be_followed() -> None:
    desk = make.reader("desk", secretariat=True)
    match = reported_twice(make.reader("left"), make.reader("right"))

    answer = of(desk).get(reverse("matching:money"))

    page = answer.text
    assert "360,000 EUR" in page
    assert "180,000 EUR" in page
    (euro,) = answer.context["money"].totals
    assert (euro.reported_twice, euro.passed_on) == (1, 0)
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
    page = got(of(right), "matching:money")
    assert "180,000 EUR" in page.text
    assert steps_led_to(page) == set()


def test_where_both_owners_agree_that_they_differ_both_count() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = reported_twice(left, right)
    for house in (left, right):
        state_position(match.pk, "different", "Other prison.", by=house)

    (euro,) = money_seen_by(left).totals

    assert [euro.reported, euro.counted] == [360_000, 360_000]


def test_passed_on_grants_are_counted_with_where_they_come_from() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    hands = (overlap.OrganisationMention("Most Network (demo)"),)
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
    chains, doubles = (got(of(desk), "matching:money", steps=kind) for kind in ("chain", "same"))
    assert [total.passed_on for total in chains.context["money"].totals] == [1]
    assert steps_led_to(chains) == {"all", "chain"}
    assert len(steps_listed(chains)) == 1
    assert doubles.context["money"].steps == ()
    assert steps_listed(doubles) == []


def test_currencies_are_never_added_and_filters_narrow_all_of_it() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    reported_twice(left, right)
    activity(left, title="Sewage works", currency="MKD", economies=frozenset({"ALB"}), source="other")
    activity(right, title="No amount", amount=None, source="third")
    activity(right, title="No currency", currency="", source="fourth")

    money = money_seen_by(desk)

    assert {total.currency: total.reported for total in money.totals} == {"EUR": 360_000, "MKD": 180_000, "": 180_000}
    assert money.without_amount == 1
    page = got(of(desk), "matching:money")
    assert page.context["money"].without_amount == 1
    assert any(said.split()[0] == "1" for said in beside(page))
    (unstated,) = [total for total in money.totals if not total.currency]
    assert unstated.currency_words in page.text
    albania, macedonia, greece = (got(of(desk), "matching:money", economy=code) for code in ("ALB", "MKD", "GRC"))
    assert {total.currency: total.reported_twice for total in albania.context["money"].totals} == {"MKD": 0}
    assert steps_led_to(albania) == set()
    assert {total.currency: total.reported_twice for total in macedonia.context["money"].totals} == {"EUR": 1, "": 0}
    assert steps_led_to(macedonia) == {"all", "same"}
    assert greece.context["money"].totals == ()
    assert offers(greece, "activities:activities")


def test_a_double_in_another_currency_is_said_to_be_counted_there() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    numbered = ("XX-1-2601",)
    activity(left, identifiers=numbered, compare=False)
    activity(right, identifiers=numbered, amount=8_300_000.0, currency="MDL")

    euro, leu = money_seen_by(desk).totals

    assert [euro.currency, leu.currency] == ["EUR", "MDL"]
    assert [euro.counted, leu.counted] == [180_000, 0]
    assert [euro.elsewhere, leu.elsewhere] == [(), (OtherCurrency(Decimal(8_300_000), "EUR"),)]
    small = beside(got(of(desk), "matching:money"))
    (said,) = [each for each in small if "MDL" in each]
    assert "8.3 million MDL" in said
    assert "EUR" in said
    assert not any("180,000 EUR" in each for each in small)


def test_a_double_of_an_amount_without_currency_is_said_so() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    activity(left, identifiers=("XX-1-2601",), currency="", compare=False)
    activity(right, identifiers=("XX-1-2601",))

    page = got(of(desk), "matching:money")
    elsewhere = {total.currency: total.elsewhere for total in page.context["money"].totals}
    assert elsewhere == {"EUR": (OtherCurrency(Decimal(180_000), ""),), "": ()}
    assert len([each for each in beside(page) if "180,000 EUR" in each]) == 1


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

    page = got(of(desk), "matching:money", source=f"sheet of {right.name}")

    (euro,) = page.context["money"].totals
    assert [euro.reported, euro.counted, euro.again] == [180_000, 180_000, 0]
    assert "180,000 EUR" in page.text
    assert steps_led_to(page) == set()


def test_the_file_has_the_exact_figures() -> None:
    left, right = make.reader("left"), make.reader("right")
    overlapping(left, right)
    reported_twice(make.reader("third"), make.reader("fourth"))
    desk = of(make.reader("desk", secretariat=True))

    text = desk.get(reverse("matching:money-download", args=["csv"])).content.decode("utf-8-sig")

    reported, counted, again, *_about = csv.DictReader(StringIO(text))
    assert (reported["currency"], reported["amount"], reported["activities"]) == ("EUR", "1040000.0", "4")
    assert (counted["currency"], counted["amount"], counted["activities"]) == ("EUR", "680000.0", "2")
    assert (again["currency"], again["amount"], again["kind"]) == ("EUR", "180000.0", "same")
    assert len({each["line"] for each in (reported, counted, again)}) == 3
    assert desk.get(reverse("matching:money-download", args=["xlsx"])).status_code == 200
    assert desk.get(reverse("matching:money-download", args=["pdf"])).status_code == 404


@st.composite
def totals(draw: st.DrawFn) -> FundingTotal:
    """What is reported of some activities, of which some repeat others."""
    single, twice, passed = (draw(st.lists(st.decimals(0, 10**9, places=2), max_size=4)) for _ in range(3))
    amounts = [*single, *twice, *passed]
    return FundingTotal(
        currency="EUR",
        reported=sum(amounts, Decimal(0)),
        counted=sum(single, Decimal(0)),
        activities=len(amounts),
        reported_twice=len(twice),
        passed_on=len(passed),
        twice=sum(twice, Decimal(0)),
        passed=sum(passed, Decimal(0)),
    )


@settings(deadline=None)  # the first example loads the words of a language
@given(totals())
def test_the_picture_of_funding_shows_the_amounts_of_its_table(total: FundingTotal) -> None:
    (drawn,) = funding_pictures([total])

    assert drawn.lines[0].amount == total.reported
    assert drawn.lines[-1].amount == total.counted
    assert drawn.lines[-1].activities == total.activities - total.again
    for before, line in pairwise(drawn.lines):
        assert before.amount - line.amount == line.less
    for line, mark in zip(drawn.lines, drawn.picture.marks, strict=True):
        assert mark.words == f"{line.label}: {rounded(float(line.amount))} EUR"
        widths = [float(dict(each.attributes)["width"].removesuffix("%")) for each in mark.shapes if each.tag == "rect"]
        of_all = 100 * float(line.amount) / float(total.reported) if total.reported else 0
        assert (widths[0] if line.amount else 0) == pytest.approx(of_all, abs=0.01)


def test_the_page_draws_each_currency_beside_its_table() -> None:
    left, right, desk = make.reader("left"), make.reader("right"), make.reader("desk", secretariat=True)
    reported_twice(left, right)
    activity(left, title="Sewage works", currency="MKD", economies=frozenset({"ALB"}), source="other")

    page = got(of(desk), "matching:money")

    euro, again, denar = lines_listed(page)
    assert [euro[1], euro[3]] == ["360,000 EUR", "2"]
    assert [again[1], again[2], again[3]] == ["180,000 EUR", "180,000 EUR", "1"]
    assert [denar[1], denar[3]] == ["180,000 MKD", "1"]
    told = [f"{row[0]}: {row[1]}" for row in (euro, again, denar)]
    assert [words for words, url in pictured(page) if not url] == told


def test_no_picture_draws_what_the_reader_does_not_see() -> None:
    left, right = make.reader("left"), make.reader("right")
    activity(left, funder="Nordlys Fund (demo)", marking=make.STRICT, compare=False)
    activity(right, funder="Nordlys Fund (demo)")

    ((words, _),) = pictured(got(of(right), "matching:money"))

    assert words.endswith(": 180,000 EUR")


@st.composite
def excluded(draw: st.DrawFn) -> list[DoubleCount]:
    """Activities of which each repeats one with a smaller number: trees, whatever their shape."""
    above = [draw(st.integers(0, number)) for number in range(draw(st.integers(0, 12)))]
    amounts = [draw(st.decimals(1, 10**9, places=2)) for _ in range(len(above) + 1)]
    kinds = st.sampled_from(["same", "chain"])
    return [
        DoubleCount(
            *(make.uuid(number), f"Title {number}", "en", amounts[number], "EUR", make.uuid(100 + number), draw(kinds)),
            *(make.uuid(of), f"Title {of}", "en", amounts[of], "EUR"),
        )
        for number, of in enumerate(above, start=1)
        if of
    ]


@given(excluded())
@settings(deadline=None)
def test_a_tree_of_funding_lists_what_is_excluded_below_what_it_is_counted_under(steps: list[DoubleCount]) -> None:
    branches = funding_trees(steps)

    of = {step.activity: step for step in steps}
    path: list[FundingBranch] = []
    for branch in branches:
        path = [*path[: branch.depth], branch]
        assert len(path) == branch.depth + 1
        if branch.depth:
            step = of[branch.activity]
            assert (step.of, step.amount, step.kind) == (path[-2].activity, branch.amount, branch.reason)
        else:
            assert branch.activity not in of
    assert len({branch.activity for branch in branches}) == len(branches)
    if len({step.of for step in steps} - set(of)) <= MOST_TREES and len(branches) < MOST_BRANCHES:
        assert {branch.activity for branch in branches if branch.depth} == set(of)
    marks = tree_picture(branches).marks
    assert [mark.url for mark in marks] == [reverse("activities:activity", args=[each.activity]) for each in branches]
    for mark, branch in zip(marks, branches, strict=True):
        assert mark.words.startswith(f"{branch.title}: {rounded(float(branch.amount))} EUR")
        (bar, *_) = (dict(each.attributes) for each in mark.shapes if each.tag == "rect")
        share = min(100 * float(branch.amount / branch.whole), 100)
        assert float(bar["width"].removesuffix("%")) == pytest.approx(share, abs=0.01)


def test_the_page_draws_from_what_is_counted_to_what_repeats_it() -> None:
    desk = make.reader("desk", secretariat=True)
    match = reported_twice(make.reader("left"), make.reader("right"))

    page = got(of(desk), "matching:money")

    linked = [url for _, url in pictured(page) if url]
    (counted,) = {match.left_id, match.right_id} - {match.counted_again_id}
    assert linked == [reverse("activities:activity", args=[each]) for each in (counted, match.counted_again_id)]
    assert set(linked) <= links(page)
