"""What a proposal would answer: needs and their source, what ends, what is open beside, who gets how much of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from egnatia.activities.activities.models import Activity
from egnatia.kernel import clock
from egnatia.kernel.marking import Tlp
from egnatia.proposals.rules import months_until
from tests import make
from tests.needs.matrix.doing import focal_point, need, work
from tests.proposals.doing import check, chips, member

pytestmark = pytest.mark.django_db
PRISON, PROBATION = "2.3.1", "2.3.2"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@contextmanager
def november() -> Iterator[None]:
    with clock.time_from(lambda: NOW):
        yield


def asked(client: Client, **changed: Any) -> str:  # noqa: ANN401 - values of a form
    with november():
        return check(client, **chips(objective=[PRISON], **changed)).text


def part(page: str) -> str:
    return page.split('id="needed"')[1].split("</section>", maxsplit=1)[0]


def test_the_objectives_are_understood_with_the_words_that_say_so() -> None:
    client, _, _ = member()

    page = check(client).text

    assert f'name="objective" value="{PRISON}"' in page


def test_a_need_stands_with_its_source_and_page_and_says_that_nothing_is_reported() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PRISON, source="Report on prisons (demo)", page="31", priority="high")

    said = part(asked(client))

    assert "need stated (high, 2026), no activity reported" in said
    assert "open need" in said
    assert "Report on prisons (demo), page 31" in " ".join(said.split())


def test_support_that_ends_within_a_year_says_in_how_many_months() -> None:
    client, reader, _ = member()
    work(by=reader, economies=("ALB",), objectives=(PRISON,), end="2027-03-31")

    assert "Support ends in 4 months." in part(asked(client))
    work("Goes on", by=reader, economies=("ALB",), objectives=(PRISON,), end="2030-12")
    assert "Support ends" not in part(asked(client))


def test_regional_work_that_goes_on_does_not_hide_that_support_for_the_economy_ends() -> None:
    client, reader, _ = member()
    work(by=reader, economies=("ALB",), objectives=(PRISON,), end="2027-03-31")
    work("Regional", by=reader, economies=("ALB", "MNE", "SRB", "BIH"), objectives=(PRISON,), end="2030-12")

    assert "Support ends in 4 months." in part(asked(client))


def test_what_is_open_beside_it_is_named_and_leads_to_its_cell() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PROBATION)

    said = part(asked(client))

    assert "Open beside it" in said
    assert f"/matrix/ALB/{PROBATION}/" in said
    assert "Open beside it" not in part(asked(client, economy=["MNE"]))


def test_what_the_asker_cannot_see_is_no_part_of_it() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PRISON, marking=make.STRICT, words="Hidden words", source="Hidden report")
    work("Hidden work", by=make.reader("other"), economies=("ALB",), objectives=(PRISON,), marking=make.STRICT)

    said = part(asked(client))

    assert "no need stated, no activity reported" in said
    assert "Hidden" not in said


def test_a_cell_without_a_need_stands_apart_from_those_that_have_one() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PRISON)

    with november():
        said = part(check(client, **chips(objective=[PRISON, PROBATION])).text)

    stated, _, without = said.partition("<h3>No need is stated here among those that you can see.</h3>")
    assert (f"/{PRISON}/" in stated, f"/{PRISON}/" in without) == (True, False)
    assert (f"/{PROBATION}/" in stated, f"/{PROBATION}/" in without) == (False, True)


def test_a_visitor_reads_no_matrix() -> None:
    assert 'id="needed"' not in asked(Client())


def test_an_objective_taken_away_is_not_asked_about() -> None:
    client, _, _ = member()

    assert 'id="needed"' not in asked(client, remove=f"objective:{PRISON}")


def test_the_paragraph_says_what_is_open_and_for_whom_how_much_is_planned() -> None:
    client, _, _ = member()
    need(focal_point(), objective=PRISON)

    page = asked(client, economy=["ALB", "MNE"], amount="1500000", **{"share-ALB": "600,000", "share-MNE": "60 %"})

    paragraph = page.split('id="paragraph">')[1].split("<")[0]
    assert "It would answer a need for which no activity is reported: Albania – 2.3.1" in paragraph
    assert "Planned for Albania: 600,000 EUR (40 %)." in paragraph
    assert "Planned for Montenegro: 900,000 EUR (60 %)." in paragraph


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

    assert "expected a code like EUR" in asked(client, amount="5000", currency="Q?Q")
    assert "expected a code like EUR" not in asked(client, amount="5000", currency="eur")


def test_shares_that_are_more_than_the_whole_are_said_and_not_kept() -> None:
    client, _, _ = member("another")
    shares = {"share-ALB": "70 %", "share-MNE": "600000"}

    page = asked(client, economy=["ALB", "MNE"], amount="1500000", **shares)

    assert "The shares add up to 110 %; expected at most 100 %." in page
    assert saved(**shares).shares == {}


@pytest.mark.parametrize("typed", ["much", "-5", "2,000,000", "140 %"])
def test_a_share_that_nobody_can_read_is_said_beside_its_field(typed: str) -> None:
    client, _, _ = member()
    page = asked(client, economy=["ALB", "MNE"], amount="1500000", **{"share-ALB": typed, "share-MNE": "40 %"})

    assert f"Found “{typed}”; expected an amount like 600,000 or a share like 40 %." in page
    assert f'value="{typed}"' in page
    assert "(40 %)" in page.split('id="paragraph">')[1]


def test_shares_of_an_unknown_whole_are_percentages_only() -> None:
    client, _, _ = member()
    page = asked(client, economy=["ALB", "MNE"], amount="", **{"share-ALB": "600000", "share-MNE": "40 %"})

    assert "Found “600000”" in page
    assert "Montenegro: 40 %." in page


def test_one_economy_asks_for_no_share() -> None:
    client, _, _ = member()

    assert "Of it, for each" not in asked(client)


@pytest.mark.parametrize(
    ("day", "months"),
    [(date(2027, 3, 31), 4), (date(2027, 3, 23), 3), (date(2026, 12, 1), 1), (date(2027, 11, 24), 12)],
)
def test_months_are_whole_ones(day: date, months: int) -> None:
    assert months_until(day, NOW.date()) == months
