"""What a proposal would answer: needs and their source, what ends, what is open beside, who gets how much of it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.proposals.rules import months_until
from tests import make
from tests.needs.matrix.doing import focal_point, need, work
from tests.proposals.doing import check, chips, member
from tests.visits import Answer

pytestmark = pytest.mark.django_db
PRISON, PROBATION = "2.3.1", "2.3.2"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@contextmanager
def november() -> Iterator[None]:
    with clock.time_from(lambda: NOW):
        yield


def asked(client: Client, **changed: Any) -> Answer:  # noqa: ANN401 - values of a form
    with november():
        return check(client, **chips(objective=[PRISON], **changed))


def part(page: Answer) -> str:
    return str(page.text).split('id="needed"')[1].split("</section>", maxsplit=1)[0]


def paragraph(page: Answer) -> str:
    """In English."""
    english: str = next(each.text for each in page.context["paragraphs"] if each.lang == "en")
    return english


def test_the_objectives_are_understood_with_the_words_that_say_so() -> None:
    client, _, _ = member()

    page = check(client).text

    assert f'name="objective" value="{PRISON}"' in page


def test_a_need_stands_with_its_source_and_page_and_says_that_nothing_is_reported() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PRISON, source="Report on prisons (demo)", page="31", priority="high")

    page = asked(client)

    (cell,) = page.context["needed"].cells
    assert cell.figure.state == "open"
    assert [(need.said.priority, need.stated_on.year) for need in cell.needs] == [("high", 2026)]
    assert cell.title in part(page)
    assert "2026" in cell.title
    assert re.search(r"Report on prisons \(demo\), \w+ 31\b", " ".join(part(page).split()))


def test_support_that_ends_within_a_year_says_in_how_many_months() -> None:
    client, reader, _ = member()
    work(by=reader, economies=("ALB",), objectives=(PRISON,), end="2027-03-31")

    assert "Support ends in 4 months." in part(asked(client))
    work("Goes on", by=reader, economies=("ALB",), objectives=(PRISON,), end="2030-12")
    assert [cell.ending for cell in asked(client).context["needed"].cells] == [""]


def test_regional_work_that_goes_on_does_not_hide_that_support_for_the_economy_ends() -> None:
    client, reader, _ = member()
    work(by=reader, economies=("ALB",), objectives=(PRISON,), end="2027-03-31")
    work("Regional", by=reader, economies=("ALB", "MNE", "SRB", "BIH"), objectives=(PRISON,), end="2030-12")

    page = asked(client)
    (cell,) = page.context["needed"].cells
    assert re.findall(r"\d+", cell.ending) == ["4"]
    assert cell.ending in part(page)


def test_what_is_open_beside_it_is_named_and_leads_to_its_cell() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PROBATION)

    page, elsewhere = asked(client), asked(client, economy=["MNE"])

    (beside,) = page.context["needed"].beside
    assert beside.url.endswith(f"/matrix/ALB/{PROBATION}/")
    assert f'href="{beside.url}"' in part(page)
    assert elsewhere.context["needed"].beside == ()
    assert PROBATION not in part(elsewhere)


def test_what_the_asker_cannot_see_is_no_part_of_it() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PRISON, marking=make.STRICT, words="Hidden words", source="Hidden report")
    work("Hidden work", by=make.reader("other"), economies=("ALB",), objectives=(PRISON,), marking=make.STRICT)

    page = asked(client)

    assert [(cell.figure.state, cell.needs) for cell in page.context["needed"].cells] == [("none", ())]
    assert "Hidden" not in part(page)


def test_a_cell_without_a_need_stands_apart_from_those_that_have_one() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PRISON)

    with november():
        said = part(check(client, **chips(objective=[PRISON, PROBATION])))

    stated, without = re.split(r"<h3>(?!\s*<a )", said)
    assert (f"/{PRISON}/" in stated, f"/{PRISON}/" in without) == (True, False)
    assert (f"/{PROBATION}/" in stated, f"/{PROBATION}/" in without) == (False, True)


def test_a_visitor_reads_no_matrix() -> None:
    assert 'id="needed"' not in asked(Client()).text


def test_an_objective_taken_away_is_not_asked_about() -> None:
    client, _, _ = member()

    assert 'id="needed"' not in asked(client, remove=f"objective:{PRISON}").text


def test_the_paragraph_says_what_is_open_and_for_whom_how_much_is_planned() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PRISON)

    page = asked(client, economy=["ALB", "MNE"], amount="1500000", **{"share-ALB": "600,000", "share-MNE": "60 %"})

    (open_place,) = (cell.place for cell in page.context["needed"].open)
    assert open_place.startswith("Albania – 2.3.1")
    assert f": {open_place}." in paragraph(page)
    assert "Albania: 600,000 EUR (40 %)." in paragraph(page)
    assert "Montenegro: 900,000 EUR (60 %)." in paragraph(page)


def saved(**data: Any) -> Activity:  # noqa: ANN401 - values of a form
    client, reader, _ = member()
    sent = chips(objective=[PRISON], economy=["ALB", "MNE"], amount="1500000", **data)
    client.post(
        reverse("proposals:proposal-planned"), {**sent, "marking-tlp": str(Tlp.AMBER_STRICT.value), "save": "1"}
    )
    found: Activity = Activity.visible_to(reader).get()
    return found


def test_saved_as_planned_it_keeps_its_objectives_and_shares() -> None:
    plan = saved(**{"share-MNE": "600 000"})

    assert plan.objectives == [PRISON]
    assert plan.shares == {"MNE": 40.0}


def test_a_currency_that_is_none_is_said_beside_its_field() -> None:
    client, _, _ = member()

    wrong, right = (asked(client, amount="5000", currency=currency) for currency in ("Q?Q", "eur"))
    assert wrong.context["sheet"].single.errors.keys() == {"currency"}
    assert "“Q?Q”" in wrong.text
    assert right.context["sheet"].single.errors == {}


def test_shares_that_are_more_than_the_whole_are_said_and_not_kept() -> None:
    client, _, _ = member("another")
    shares = {"share-ALB": "70 %", "share-MNE": "600000"}

    page = asked(client, economy=["ALB", "MNE"], amount="1500000", **shares)

    assert page.context["sheet"].shares.errors.keys() == {"__all__"}
    assert "110 %" in page.text
    assert saved(**shares).shares == {}


@pytest.mark.parametrize("typed", ["much", "-5", "2,000,000", "140 %"])
def test_a_share_that_nobody_can_read_is_said_beside_its_field(typed: str) -> None:
    client, _, _ = member()
    page = asked(client, economy=["ALB", "MNE"], amount="1500000", **{"share-ALB": typed, "share-MNE": "40 %"})

    assert page.context["sheet"].shares.errors.keys() == {"share-ALB"}
    assert f"“{typed}”" in page.text
    assert f'value="{typed}"' in page.text
    assert "(40 %)" in paragraph(page)


def test_shares_of_an_unknown_whole_are_percentages_only() -> None:
    client, _, _ = member()
    page = asked(client, economy=["ALB", "MNE"], amount="", **{"share-ALB": "600000", "share-MNE": "40 %"})

    assert page.context["sheet"].shares.errors.keys() == {"share-ALB"}
    assert "“600000”" in page.text
    assert "Montenegro: 40 %." in page.text


@pytest.mark.parametrize(
    "stated",
    [
        "Budget: 1,000,000 EUR, Albania 60 %, Montenegro 40 %",
        "Total budget: 1,000,000 EUR\n40 % for Montenegro and 60 % for Albania",
        "Total budget: 1,000,000 EUR\nOf which 600,000 EUR for Albania and 400,000 EUR for Montenegro",
        "Total budget: 1,000,000 EUR\nEconomy | Cost | Share\nAlbania | 600,000 | 60 %\nMontenegro | 400,000 | 40 %",
        "Total budget: 1,000,000 EUR\nAlbania | 600.000\nMontenegro | 400.000\nTotal | 1.000.000",
        "Total budget: 1,000,000 EUR\nEconomy | Albania | Montenegro\nShare | 60 % | 40 %",
    ],
)
def test_shares_that_a_text_states_are_read(stated: str) -> None:
    client, _, _ = member()
    page = check(client, text=f"Courses for prison officers\nWhere: Albania, Montenegro\n{stated}")

    assert page.context["sheet"].percentages == {"ALB": 60.0, "MNE": 40.0}


@pytest.mark.parametrize("stated", ["In Albania 60 % are young, in Montenegro 30 %.", "Albania 600,000 EUR", "60 %"])
def test_percentages_that_divide_nothing_are_no_shares(stated: str) -> None:
    client, _, _ = member()
    page = check(client, text=f"Courses for prison officers\nWhere: Albania, Montenegro\n{stated}")

    assert page.context["sheet"].percentages == {}


def test_months_and_what_is_requested_stand_beside_their_words() -> None:
    client, _, _ = member()
    text = "Courses\nWhere: Albania\nDuration: 20 months from signature\nTotal budget: 500,000 EUR\n"

    page = check(client, text=f"{text}Requested amount: 450,000 EUR")

    assert [said for said, _quote in page.context["sheet"].beside] == [
        "Duration: 20 months.",
        "Requested: 450,000 EUR.",
    ]
    assert "Duration: 20 months." in page.text


def test_one_economy_asks_for_no_share() -> None:
    client, _, _ = member()

    one, two = asked(client), asked(client, economy=["ALB", "MNE"])
    assert ('class="chip-group shares"' in one.text, 'class="chip-group shares"' in two.text) == (False, True)


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2027, 3, 31), 4), (date(2027, 3, 23), 3), (date(2026, 12, 1), 1), (date(2027, 11, 24), 12)],
)
def test_months_are_whole_ones(day: date, months: int) -> None:
    assert months_until(day, NOW.date()) == months
