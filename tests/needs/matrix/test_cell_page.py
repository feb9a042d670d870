"""The page of a cell: a sentence, four answers, the need, what is done and what would close it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from tests import make
from tests.needs.matrix import doing
from tests.needs.matrix.browsing import browser

from egnatia.kernel import clock
from egnatia.kernel.reader import Reader
from egnatia.matching.actions import compare_waiting
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.needs.matrix.actions import cut_again

pytestmark = pytest.mark.django_db
IN_NOVEMBER = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def mira() -> Reader:
    return doing.focal_point("MNE", "mira")


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura")


def page(reader: Reader, code: str = "2.3.2", economy: str = "MNE", **query: str) -> str:
    with clock.time_from(lambda: IN_NOVEMBER):
        answer = browser(reader).get(reverse("needs:cell", args=[economy, code]), query)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_it_answers_whether_by_whom_until_when_and_who_said_so(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE", priority="high", source="Strategy 2026", page="12", round=2026)
    doing.work(by=ura, end="2027-03", partners=("Ura (demo)",))

    said = page(mira)

    assert (
        "Montenegro – Probation and support after release: need stated (high, 2026), one activity, ends in March 2027"
        in said
    )
    for answer in ("Yes: 1 activity for this economy.", "Ura (demo)", "March 2027", "Strategy 2026, page 12"):
        assert f"<dd> {answer}" in said or answer in said.split("</dl>")[0]
    assert "confirmed by mira (demo) for Montenegro" in said.split("</dl>")[0]


def test_it_says_what_would_close_it(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE")
    assert "One activity for this economy, or an own measure of it." in page(mira)

    doing.work(by=ura, types=("training",))

    said = page(mira)
    assert "A second partner, or an own measure of the economy." in said
    assert "Something besides training" in said


def test_where_regional_support_lasts_longer_each_end_says_what_it_is_of(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE")
    doing.work("Mentoring", by=ura, end="2027-06")
    doing.work("Law", by=mira, sort="own-measure", partners=(), types=("law",), end="2027-07")
    doing.work("Exchange", by=ura, economies=("MNE", "ALB", "SRB", "MKD"), end="2028-05")

    said = page(mira)

    assert "3 activities, the last ends in May 2028" in said
    assert "Own measures: July 2027. For this economy: June 2027. Regional: May 2028" in said
    assert "all that runs for this economy itself ends within 12 months." in said
    assert "all that is reported ends within 12 months" not in said


@pytest.mark.parametrize(
    ("others", "words"),
    [
        ((), "all that is reported ends within 12 months."),
        (({"end": "2027-09"},), "all that is reported ends within 12 months."),
        (({"status": "pipeline", "end": "2029-05"},), "all that runs ends within 12 months."),
    ],
)
def test_what_ends_soon_of_regional_support_is_said(
    mira: Reader, ura: Reader, others: tuple[dict[str, Any], ...], words: str
) -> None:
    doing.need(mira, economy="MNE")
    region = ("MNE", "ALB", "SRB", "MKD")
    doing.work(by=ura, economies=region, end="2027-06")
    for other in others:
        doing.work(by=ura, economies=region, **other)

    assert f"Something that goes on: {words}" in page(mira)


def test_what_is_planned_and_ends_soon_is_said_to_be_planned(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE")
    doing.work(by=ura, status="pipeline", end="2027-06")
    doing.work(by=ura, economies=("MNE", "ALB", "SRB", "MKD"))

    assert "all that is planned for this economy itself ends within 12 months." in page(mira)


def test_without_need_and_activity_it_offers_both(mira: Reader) -> None:
    said = page(mira)

    assert "no need stated, no activity reported" in said
    assert f"{reverse('needs:need-new')}?economy=MNE&amp;objective=2.3.2" in said
    assert reverse("activities:activity-new") in said


def test_whoever_may_state_no_need_there_is_not_led_to_a_refusal(mira: Reader, ura: Reader) -> None:
    for other, economy in ((mira, "ALB"), (ura, "MNE")):
        assert reverse("needs:need-new") not in page(other, economy=economy)


def test_a_need_that_nobody_confirmed_is_greyed_and_said_so(mira: Reader) -> None:
    doing.need(doing.secretariat(), economy="MNE")

    said = page(mira)

    assert "a need drafted, not confirmed" in said
    assert '<div class="muted"> <article' in said
    assert "Read, confirm or set aside" in said


def test_own_measures_dedicated_regional_and_ended_stand_apart(mira: Reader, ura: Reader) -> None:
    doing.work("Law", by=mira, sort="own-measure", partners=(), types=("law",))
    doing.work("Mentoring", by=ura, economies=("MNE", "ALB"), shares={"MNE": 25.0})
    doing.work("Exchange", by=ura, economies=("MNE", "ALB", "SRB", "MKD"))
    doing.work("Old", by=ura, status="closed", end="")
    doing.work("Coming", by=ura, status="pipeline", end="")

    said = page(mira)

    order = [
        said.index(title) for title in ("Own measures <", "For this economy <", "Regional <", "Ended, not counted <")
    ]
    assert order == sorted(order)
    assert "2 activities for this economy, 1 regional activity, 1 own measure, 1 of them planned" in said
    assert "25 % of it" in said
    assert "equal share: 25 % of it" in said
    assert "planned, funding not confirmed" in said
    assert "states no end" in said


def test_estimated_objectives_are_said_to_be_estimated(mira: Reader, ura: Reader) -> None:
    activity = doing.work(by=ura)
    ActivityAim.objects.filter(activity=activity).update(basis="estimate")
    cut_again([activity.pk])

    assert "objective estimated, not confirmed" in page(mira)
    assert "no activity reported" in page(mira, confirmed="on")
    assert "Filters are in use." in page(mira, confirmed="on")


def test_regional_support_alone_is_not_for_this_economy(mira: Reader, ura: Reader) -> None:
    doing.work(by=ura, economies=("MNE", "ALB", "SRB", "MKD"))

    said = page(mira)

    assert "Not for this economy itself; 1 regional activity." in said
    assert "Ura (demo) (regional)" in said
    assert "one regional activity" in said


def test_matches_among_the_activities_stand_below_them(mira: Reader, ura: Reader) -> None:
    desk = doing.secretariat()
    title = "Training of prison staff in early recognition of radicalisation"
    doing.work(title, by=ura, identifier="XM-1", partners=("Ura (demo)",))
    doing.work(title, by=ura, identifier="XM-2", partners=("Most (demo)",))
    compare_waiting()

    assert "Possible overlaps among them, to discuss" in page(desk)


def test_a_priority_lists_its_objectives(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE", objective="2.3.1")
    doing.need(mira, economy="MNE", objective="2.3.2", priority="high")
    doing.work(by=ura, objectives=("2.3.1", "2.3.2"))

    said = page(mira, "2.3")

    assert "2 needs stated (the highest high" in said
    assert reverse("needs:cell", args=["MNE", "2.3.1"]) in said
    assert "one activity" in said


@pytest.mark.slow
def test_many_activities_are_counted_and_the_first_listed(mira: Reader, ura: Reader) -> None:
    for number in range(52):
        doing.work(by=ura, partners=(f"Partner {number} (demo)",), end=f"20{27 + number % 3}-03")

    said = page(mira)

    assert "2 more are not listed here." in said
    assert "and 46 more" in said
    assert "March 2029; the first ends in March 2027" in said


@pytest.mark.parametrize(("economy", "code"), [("XXX", "2.3.2"), ("MNE", "9.9.9")])
def test_what_the_forum_does_not_know_is_not_there(mira: Reader, economy: str, code: str) -> None:
    assert browser(mira).get(reverse("needs:cell", args=[economy, code])).status_code == 404
