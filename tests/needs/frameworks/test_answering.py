"""Saying what activities serve: who may, what holds, what the pages show."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from tests import make
from tests.activities.activities.doing import activity, facts
from tests.needs.frameworks.doing import estimated, served
from tests.visits import Answer, faults, got, levels, of, offers, reader_at, rows, shown, typed, words

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import update
from egnatia.coverage import Aim
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent
from egnatia.needs.frameworks import queries
from egnatia.needs.frameworks.actions import aims_changed, answer_aims, confirm_aims
from egnatia.needs.frameworks.models import ActivityAim, AimAnswer, Unestimated
from egnatia.needs.frameworks.queries import aims_of, waiting_count

pytestmark = pytest.mark.django_db


def say(reader: Reader, record: Activity, **said: object) -> Answer:
    """The page after an answer."""
    answer = of(reader).post(reverse("needs:activity-aims", args=[record.pk]), said, follow=True)
    assert answer.status_code == 200
    return answer


def waiting(page: Answer) -> list[tuple[str, str]]:
    """What stands in the queue: the titles, and what was said of all objectives."""
    return [(row.title, row.answer) for row in page.context["waiting"].rows]


def serves(page: Answer) -> str:
    """What the page of an activity says of its objectives, as it is written; "" where it says nothing."""
    return " ".join(str(page.text).partition('id="objectives"')[2].partition("</section>")[0].split())


def test_declared_objectives_count_at_once_and_wait_for_nobody() -> None:
    made = activity(by=make.reader("owner"), objectives=frozenset({"2.3.1", "2.3.2"}))

    assert served(made.pk) == {"2.3.1": "declared", "2.3.2": "declared"}
    assert aims_of([made.pk]) == {made.pk: (Aim("2.3.1"), Aim("2.3.2"))}
    assert Unestimated.objects.filter(activity=made).exists()


def test_a_change_brings_declared_objectives_in_line_and_takes_estimates_away() -> None:
    owner = make.reader("owner")
    made = estimated(owner, "2.3.1", "1.1.1")
    confirm_aims(made.pk, ["1.1.1"], by=owner)

    update(made, facts(objectives=frozenset({"3.3.2"})), by=owner)
    assert served(made.pk) == {"1.1.1": "confirmed", "3.3.2": "declared"}

    update(made, facts(objectives=frozenset({"3.3.3"})), by=owner)
    assert served(made.pk) == {"1.1.1": "confirmed", "3.3.3": "declared"}


def test_whoever_listens_hears_which_activities_serve_something_else() -> None:
    heard: list[object] = []

    def listen(sender: type, ids: object, **_: object) -> None:
        heard.append(ids)

    aims_changed.connect(listen)
    try:
        plain = activity("No objective", by=make.reader("owner"))
        assert heard == []
        made = activity("One objective", by=make.reader("other"), objectives=frozenset({"2.3.1"}))
        assert heard == [[made.pk]]
        confirm_aims(plain.pk, ["2.3.1"], by=make.reader("desk", secretariat=True))
        assert heard == [[made.pk], [plain.pk]]
    finally:
        aims_changed.disconnect(listen)


def test_an_owner_confirms_an_estimate_and_the_trail_knows_it() -> None:
    owner = make.reader("owner")
    made = estimated(owner, "2.3.1", "2.3.2")
    assert aims_of([made.pk])[made.pk][0] == Aim("2.3.1", None, estimated=True)

    confirm_aims(made.pk, ["2.3.1"], by=owner)

    assert aims_of([made.pk]) == {made.pk: (Aim("2.3.1"),)}
    event = AuditEvent.objects.get(target=str(made.pk), kind="activity-aims")
    assert (event.verb, event.detail["codes"]) == ("confirmed", ["2.3.1"])


def test_a_colleague_and_the_secretariat_may_confirm_nobody_else() -> None:
    owner = make.reader("owner")
    made = estimated(owner)

    with pytest.raises(NotAllowed, match="aims"):
        confirm_aims(made.pk, ["2.3.1"], by=make.reader("member"))
    confirm_aims(made.pk, ["2.3.1"], by=reader_at(owner, "colleague"))
    confirm_aims(made.pk, ["2.3.2"], by=make.reader("desk", secretariat=True))

    assert served(made.pk) == {"2.3.2": "confirmed"}


def test_what_one_does_not_see_is_missing() -> None:
    made = estimated(make.reader("owner"), marking=make.STRICT)
    desk = make.reader("desk", secretariat=True)

    with pytest.raises(NotFound):
        confirm_aims(made.pk, ["2.3.1"], by=desk)
    with pytest.raises(NotFound):
        answer_aims(made.pk, "none", by=desk)
    assert of(desk).get(reverse("needs:activity-aims", args=[made.pk])).status_code == 404
    assert waiting(got(of(desk), "needs:aims")) == []


def test_none_of_these_takes_estimates_away_for_good_and_later_puts_them_last() -> None:
    owner = make.reader("owner")
    wrong, unsure = estimated(owner, title="Wrong"), estimated(owner, title="Unsure")

    answer_aims(unsure.pk, "later", by=owner)
    page = got(of(owner), "needs:aims")
    assert waiting(page) == [("Wrong", ""), ("Unsure", "later")]
    assert [("Wrong" in row[0], "Unsure" in row[0]) for row in rows(page)] == [(True, False), (False, True)]
    assert page.text.count('<span class="badge soft">') == 1
    assert waiting_count(owner) == 1
    home = got(of(owner), "start:home")
    assert [(each.sort, each.count) for each in home.context["waiting"]] == [("estimates", 1)]
    assert offers(home, "needs:aims")
    answer_aims(wrong.pk, "none", by=owner)

    assert served(wrong.pk) == {}
    assert waiting_count(owner) == 0
    confirm_aims(wrong.pk, ["1.1.1"], by=owner)
    assert not AimAnswer.objects.filter(activity=wrong).exists()


def test_the_queue_says_how_many_are_estimated_and_quotes_why() -> None:
    owner = make.reader("owner")
    estimated(owner, "2.3.1", title="Work in prisons")
    activity("Declared", by=owner, marking=make.GREEN, objectives=frozenset({"2.3.1"}))
    estimated(make.reader("other"), title="Somebody else's")

    page = got(of(owner), "needs:aims")

    queue, said = page.context["waiting"], words(page.content)
    assert (queue.estimated_words, queue.known, queue.known_capped) == ("1", 2, False)
    assert "2.3.1 Prison: risk and needs assessment, staff, regime" in said
    assert "the text mentions “prison”, “staff”" in said
    assert "Somebody else" not in said


@pytest.mark.parametrize(
    ("evidence", "called"),
    [
        ({"kind": "crosswalk", "what": ["DAC:15137"]}, "prisons (15137)"),
        ({"kind": "crosswalk", "what": ["council:5"]}, "Control of small arms and light weapons"),
        ({"kind": "crosswalk", "what": ["other:9"]}, "other:9"),
    ],
)
def test_an_estimate_says_which_classification_led_to_it(evidence: dict[str, object], called: str) -> None:
    owner = make.reader("owner")
    made = estimated(owner)
    ActivityAim.objects.filter(activity=made).update(evidence=[evidence])

    assert f"classified as {called}" in shown(of(owner), "needs:aims")


def test_an_answer_in_the_queue_leads_to_the_next_one() -> None:
    owner = make.reader("owner")
    first, second = estimated(owner, title="First"), estimated(owner, title="Second")

    page = say(owner, second, answer="confirm", codes=["2.3.1"], then="batch")
    assert levels(page) == ["success"]
    assert waiting(page) == [("First", "")]
    page = say(owner, first, answer="none", then="batch")

    assert levels(page) == ["success"]
    assert waiting(page) == []
    assert (served(first.pk), served(second.pk)) == ({}, {"2.3.1": "confirmed"})


def test_long_queues_are_counted_up_to_a_thousand(monkeypatch: pytest.MonkeyPatch) -> None:
    owner = make.reader("owner")
    for number in range(3):
        estimated(owner, title=f"Work {number}")
    monkeypatch.setattr(queries, "COUNT_CAP", 2)

    page = got(of(owner), "needs:aims")

    queue = page.context["waiting"]
    assert (queue.estimated_words, queue.known_capped) == ("2+", True)
    assert re.search(r" 2\+ .* 1,000 ", words(page.content))


def test_another_objective_is_taken_by_its_code_whatever_words_follow() -> None:
    owner = make.reader("owner")
    made = estimated(owner)

    page = say(owner, made, answer="other", other="2.3.2 Probation and support after release", then="activity")

    assert served(made.pk) == {"2.3.2": "confirmed"}
    assert "Probation and support after release" in serves(page)
    assert owner.name in serves(page)


@pytest.mark.parametrize(
    ("said", "field", "quoted"),
    [
        ({"answer": "other", "other": "9.9.9"}, "other", "“9.9.9”"),
        ({"answer": "other", "other": "2.3"}, "other", "“2.3”"),
        ({"answer": "confirm"}, "__all__", ""),
    ],
)
def test_a_wrong_answer_is_said_and_kept_in_the_form(said: dict[str, str], field: str, quoted: str) -> None:
    owner = make.reader("owner")
    made = estimated(owner)

    page = say(owner, made, **said)

    assert faults(page) == {field: [""]}
    (sentence,) = page.context["form"].errors[field]
    assert sentence in words(page.content)
    assert quoted in sentence
    assert typed(page)["other"] == [said.get("other", "")]
    assert served(made.pk) == {"2.3.1": "estimate"}


def test_later_is_said_on_the_page_of_one_activity_too() -> None:
    owner = make.reader("owner")
    made = estimated(owner)

    assert levels(say(owner, made, answer="later")) == ["success"]
    assert AimAnswer.objects.get(activity=made).verdict == "later"
    page = got(of(owner), "needs:activity-aims", made.pk)
    assert page.context["row"].answer == "later"
    assert typed(page)["codes"] == ["2.3.1"]
    assert 'value="confirm"' in page.text
    assert of(make.reader("member")).get(reverse("needs:activity-aims", args=[made.pk])).status_code == 403


def test_the_page_of_an_activity_marks_an_estimate_and_names_nobody_to_the_public() -> None:
    owner = make.reader("owner")
    made = estimated(owner, marking=make.CLEAR)

    page = got(of(owner), "activities:activity", made.pk)
    assert '2.3.1 Prison: risk and needs assessment, staff, regime <span class="badge soft">' in serves(page)
    assert offers(page, "needs:activity-aims", made.pk)
    confirm_aims(made.pk, ["2.3.1"], by=owner)

    member = serves(got(of(make.reader("member")), "activities:activity", made.pk))
    assert (owner.name in member, "badge" in member) == (True, False)
    visitor = got(Client(), "activities:activity", made.pk)
    assert "2.3.1 Prison" in serves(visitor)
    assert owner.name not in serves(visitor)
    assert not offers(visitor, "needs:activity-aims", made.pk)


def test_an_activity_without_any_objective_says_nothing_to_those_who_may_not_change_that() -> None:
    owner = make.reader("owner")
    made = activity(by=owner, marking=make.GREEN)

    member, page = (got(of(who), "activities:activity", made.pk) for who in (make.reader("member"), owner))
    assert (serves(member), offers(member, "needs:activity-aims", made.pk)) == ("", False)
    assert serves(page)
    assert offers(page, "needs:activity-aims", made.pk)
