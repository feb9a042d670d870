"""The page of a cell: a sentence, four answers, the need, what is done and what would close it."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.urls import reverse
from tests import make
from tests.needs.matrix import doing
from tests.needs.matrix.browsing import browser
from tests.visits import Answer, links, offers, rows, words

from egnatia.activities.activities.labels import label
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.matching.actions import compare_waiting
from egnatia.needs.frameworks.models import ActivityAim
from egnatia.needs.matrix.actions import cut_again
from egnatia.needs.matrix.labels import CLOSES, GOES_ON

pytestmark = pytest.mark.django_db
IN_NOVEMBER = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def mira() -> Reader:
    return doing.focal_point("MNE", "mira")


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura")


def page(reader: Reader, code: str = "2.3.2", economy: str = "MNE", **query: str) -> Answer:
    with clock.time_from(lambda: IN_NOVEMBER):
        answer = browser(reader).get(reverse("needs:cell", args=[economy, code]), query)
    assert answer.status_code == 200
    return answer


def answered(answer: Answer) -> list[str]:
    """The four answers: whether, by whom, until when, who said so."""
    return [fact.value for fact in answer.context["answers"]]


def goes_on(answer: Answer) -> list[str]:
    """What ends soon, as the page says it."""
    return [code for code, said in GOES_ON.items() if str(said) in answer.context["closing"]]


def months(said: str) -> list[str]:
    return re.findall(r"[A-Z][a-z]+ 20\d\d", said)


def notes(answer: Answer) -> dict[str, tuple[str, ...]]:
    """How each activity is counted, by its title."""
    return {entry.row.title: entry.notes for section in answer.context["sections"] for entry in section.entries}


def test_it_answers_whether_by_whom_until_when_and_who_said_so(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE", priority="high", source="Strategy 2026", page="12", round=2026)
    doing.work(by=ura, end="2027-03", partners=("Ura (demo)",))

    answer = page(mira)

    assert (
        "Montenegro – Probation and support after release: need stated (high, 2026), one activity, ends in March 2027"
        in words(answer.content)
    )
    done, whom, until, who = answered(answer)
    assert (re.findall(r"\d+", done), whom, until) == (["1"], "Ura (demo)", "March 2027")
    assert answer.context["confirmed"][0].standing.casefold() in who.casefold()
    for data in ("mira (demo)", "Montenegro", "Strategy 2026", "12"):
        assert data in who
    facts = " ".join(answer.text.split()).split("</dl>")[0]
    assert all(each in facts for each in (done, whom, until, who))


def test_it_says_what_would_close_it(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE")
    open_one = page(mira)
    assert open_one.context["figure"].state == "open"
    (closing,) = open_one.context["closing"]
    assert closing in words(open_one.content)

    doing.work(by=ura, types=("training",))

    partly = page(mira)
    assert partly.context["closing"] == (label(CLOSES, "single-partner"), label(CLOSES, "only-training"))
    assert all(closing in words(partly.content) for closing in partly.context["closing"])


def test_where_regional_support_lasts_longer_each_end_says_what_it_is_of(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE")
    doing.work("Mentoring", by=ura, end="2027-06")
    doing.work("Law", by=mira, sort="own-measure", partners=(), types=("law",), end="2027-07")
    doing.work("Exchange", by=ura, economies=("MNE", "ALB", "SRB", "MKD"), end="2028-05")

    answer = page(mira)

    title = answer.context["title"]
    assert ("3 " in title, months(title)) == (True, ["May 2028"])
    until, sections = answered(answer)[2], answer.context["sections"]
    assert [section.key for section in sections] == ["own", "dedicated", "regional"]
    assert until == ". ".join(
        f"{section.title}: {month}" for section, month in zip(sections, months(until), strict=True)
    )
    assert months(until) == ["July 2027", "June 2027", "May 2028"]
    assert goes_on(answer) == ["running"]


@pytest.mark.parametrize(
    ("others", "what"),
    [
        ((), "all"),
        (({"end": "2027-09"},), "all"),
        (({"status": "pipeline", "end": "2029-05"},), "regional"),
    ],
)
def test_what_ends_soon_of_regional_support_is_said(
    mira: Reader, ura: Reader, others: tuple[dict[str, Any], ...], what: str
) -> None:
    doing.need(mira, economy="MNE")
    region = ("MNE", "ALB", "SRB", "MKD")
    doing.work(by=ura, economies=region, end="2027-06")
    for other in others:
        doing.work(by=ura, economies=region, **other)

    assert goes_on(page(mira)) == [what]


def test_what_is_planned_and_ends_soon_is_said_to_be_planned(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE")
    doing.work(by=ura, status="pipeline", end="2027-06")
    doing.work(by=ura, economies=("MNE", "ALB", "SRB", "MKD"))

    assert goes_on(page(mira)) == ["planned"]


def test_without_need_and_activity_it_offers_both(mira: Reader) -> None:
    answer = page(mira)

    assert (answer.context["confirmed"], answer.context["drafts"], answer.context["sections"]) == ((), [], ())
    assert answer.context["figure"].bare
    assert f"{reverse('needs:need-new')}?economy=MNE&objective=2.3.2" in links(answer)
    assert offers(answer, "activities:activity-new")


def test_whoever_may_state_no_need_there_is_not_led_to_a_refusal(mira: Reader, ura: Reader) -> None:
    for other, economy in ((mira, "ALB"), (ura, "MNE")):
        assert not offers(page(other, economy=economy), "needs:need-new")


def test_a_need_that_nobody_confirmed_is_greyed_and_said_so(mira: Reader) -> None:
    without = page(mira).context["title"]
    record = doing.need(doing.secretariat(), economy="MNE")

    answer = page(mira)

    assert (answer.context["confirmed"], [need.id for need in answer.context["drafts"]]) == ((), [record])
    assert answer.context["title"] != without
    assert answered(answer)[3].casefold() == answer.context["drafts"][0].standing.casefold()
    assert '<div class="muted"> <article' in " ".join(answer.text.split())
    assert offers(answer, "needs:need", record)


def test_own_measures_dedicated_regional_and_ended_stand_apart(mira: Reader, ura: Reader) -> None:
    doing.work("Law", by=mira, sort="own-measure", partners=(), types=("law",))
    doing.work("Mentoring", by=ura, economies=("MNE", "ALB"), shares={"MNE": 25.0})
    doing.work("Exchange", by=ura, economies=("MNE", "ALB", "SRB", "MKD"))
    doing.work("Old", by=ura, status="closed", end="")
    doing.work("Coming", by=ura, status="pipeline", end="")

    answer = page(mira)

    sections = answer.context["sections"]
    assert [section.key for section in sections] == ["own", "dedicated", "regional", "ended"]
    assert [{entry.row.title for entry in section.entries} for section in sections] == [
        {"Law"},
        {"Mentoring", "Coming"},
        {"Exchange"},
        {"Old"},
    ]
    listed = [row[0] for row in rows(answer)]
    assert (len(listed), "Law" in listed[0], "Exchange" in listed[3], "Old" in listed[4]) == (5, True, True, True)
    done, _whom, until, _who = answered(answer)
    assert re.findall(r"\d+", done) == ["2", "1", "1", "1"]
    assert "December 2030; 1 " in until.split(". ")[1]
    told = notes(answer)
    assert (told["Law"], len(told["Coming"])) == ((), 1)
    assert all("25 %" in told[title][0] for title in ("Mentoring", "Exchange"))
    assert told["Mentoring"] != told["Exchange"]
    assert all(note in words(answer.content) for each in told.values() for note in each)


def test_estimated_objectives_are_said_to_be_estimated(mira: Reader, ura: Reader) -> None:
    activity = doing.work(by=ura)
    ActivityAim.objects.filter(activity=activity).update(basis="estimate")
    cut_again([activity.pk])

    answer = page(mira)
    (note,) = notes(answer)[activity.title]
    assert note in rows(answer)[0][3]
    assert (answer.context["narrowed"], "?" in links(answer)) == (False, False)
    confirmed = page(mira, confirmed="on")
    assert confirmed.context["sections"] == ()
    assert (confirmed.context["narrowed"], "?" in links(confirmed)) == (True, True)


def test_regional_support_alone_is_not_for_this_economy(mira: Reader, ura: Reader) -> None:
    doing.work(by=ura, economies=("MNE", "ALB", "SRB", "MKD"))

    answer = page(mira)

    done, whom, *_ = answered(answer)
    assert done == "Not specifically for this economy; 1 regional activity."
    assert whom.startswith("Ura (demo) (")
    figure = answer.context["figure"]
    assert (figure.dedicated, figure.regional, figure.own) == (0, 1, 0)
    assert [section.key for section in answer.context["sections"]] == ["regional"]


def test_matches_among_the_activities_stand_below_them(mira: Reader, ura: Reader) -> None:
    desk = doing.secretariat()
    title = "Training of prison staff in early recognition of radicalisation"
    doing.work(title, by=ura, identifier="XM-1", partners=("Ura (demo)",))
    doing.work(title, by=ura, identifier="XM-2", partners=("Most (demo)",))
    compare_waiting()

    answer = page(desk)
    assert len(answer.context["matches"]) == 1
    assert "Possible overlaps" in words(answer.content)


def test_a_priority_lists_its_objectives(mira: Reader, ura: Reader) -> None:
    doing.need(mira, economy="MNE", objective="2.3.1")
    doing.need(mira, economy="MNE", objective="2.3.2", priority="high")
    doing.work(by=ura, objectives=("2.3.1", "2.3.2"))

    answer = page(mira, "2.3")

    assert (len(answer.context["confirmed"]), answer.context["figure"].need) == (2, "high")
    assert re.search(r": 2 .*\bhigh\b", answer.context["title"])
    assert offers(answer, "needs:cell", "MNE", "2.3.1")
    assert offers(answer, "needs:cell", "MNE", "2.3.2")
    figure = answer.context["figure"]
    assert (figure.dedicated, figure.regional, figure.own) == (1, 0, 0)


@pytest.mark.slow
def test_many_activities_are_counted_and_the_first_listed(mira: Reader, ura: Reader) -> None:
    for number in range(52):
        doing.work(by=ura, partners=(f"Partner {number} (demo)",), end=f"20{27 + number % 3}-03")

    answer = page(mira)

    (section,) = answer.context["sections"]
    assert (section.more, len(rows(answer))) == (2, 50)
    _done, whom, until, _who = answered(answer)
    assert (whom.count("Partner "), " 46 " in whom) == (6, True)
    assert months(until) == ["March 2029", "March 2027"]
    assert all(each in words(answer.content) for each in (whom, until))


@pytest.mark.parametrize(("economy", "code"), [("XXX", "2.3.2"), ("MNE", "9.9.9")])
def test_what_the_forum_does_not_know_is_not_there(mira: Reader, economy: str, code: str) -> None:
    assert browser(mira).get(reverse("needs:cell", args=[economy, code])).status_code == 404
