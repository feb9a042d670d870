"""The life of a policy, who has what, and what is open to comments."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from egnatia.comments.actions import comment, edit
from egnatia.comments.fields import CommentContent
from egnatia.comments.queries import counted_on
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.content import ByLanguage
from egnatia.kernel.records.lifecycle import ContentRefused
from egnatia.library.policies.fields import POLICY, PolicyContent
from egnatia.library.policies.models import Policy, in_state
from egnatia.library.policies.queries import days_of, overview, policies_to_update, stand_page
from egnatia.library.policies.rules import (
    ADOPTED,
    EXPIRED,
    EXPIRING,
    PolicyState,
    named_policy,
    state_of,
    steps_of,
)
from egnatia.library.practices.fields import PRACTICE, PracticeContent
from tests import make
from tests.visits import got, links, of, rows, shown

TODAY = date(2026, 12, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("stage", "until", "last", "state"),
    [
        ("drafting", None, None, PolicyState("drafting")),
        ("consultation", TODAY, None, PolicyState("consultation", open=True)),
        ("consultation", TODAY - DAY, None, PolicyState("consultation", ended=True)),
        ("adopted", TODAY - DAY, None, PolicyState("adopted")),
        ("adopted", None, TODAY, PolicyState("adopted", expiring=True)),
        ("adopted", None, TODAY + 366 * DAY, PolicyState("adopted")),
        ("adopted", None, TODAY - DAY, PolicyState("expired")),
        ("replaced", None, TODAY + DAY, PolicyState("replaced")),
    ],
)
def test_the_state_of_a_policy_follows_from_its_stage_and_the_day(
    stage: str, until: date | None, last: date | None, state: PolicyState
) -> None:
    assert state_of(stage, until, last, TODAY) == state


def test_a_consultation_that_nobody_recorded_is_no_step() -> None:
    assert [step.state for step in steps_of(PolicyState("adopted"), consulted=False)] == ["done", "current", ""]
    assert [step.state for step in steps_of(PolicyState("replaced"), consulted=True)] == ["done"] * 3 + ["current"]
    assert steps_of(PolicyState("replaced"), consulted=True)[-1].label == "Replaced"


def test_a_policy_is_named_by_its_address_or_identifier() -> None:
    there = make.uuid(7)

    assert named_policy(f"https://egnatia.example/en/library/policies/{there}/") == there
    assert named_policy(str(there)) == there
    assert named_policy("Strategy 2030") is None


def policy(by: Reader, title: str = "Strategy", *, marking: Marking = make.CLEAR, **said: Any) -> UUID:  # noqa: ANN401 - of the content
    if said.get("stage") == "adopted":
        said.setdefault("adopted_on", date(2020, 1, 1))
    content = PolicyContent(title=ByLanguage({"sq": title}, "sq"), **said)
    return lifecycle.create(POLICY, content, marking, by=by)


def text(words: str) -> CommentContent:
    return CommentContent(ByLanguage({"en": words}, "en"))


@pytest.mark.django_db
def test_lists_are_narrowed_by_the_state_of_the_day() -> None:
    by, today = make.reader(), clock.today()
    for days in (-1, 0, 100, 400):
        policy(by, f"{days}", stage="adopted", in_force_until=today + days * DAY)
    policy(by, "endless", stage="adopted")
    policy(by, "entered", stage="expired")

    found = {
        state: {row.title for row in Policy.objects.filter(in_state(state, by, today))}
        for state in (ADOPTED, EXPIRED, EXPIRING)
    }

    assert found == {ADOPTED: {"0", "100", "400", "endless"}, EXPIRED: {"-1", "entered"}, EXPIRING: {"0", "100"}}
    for row in Policy.objects.all():
        state = state_of(row.stage, row.consultation_until, row.in_force_until, today)
        assert row.title in found[state.stage]
        assert state.expiring == (row.title in found[EXPIRING])


@pytest.mark.django_db
def test_the_list_is_sorted_by_economy_and_title_and_says_what_has_expired() -> None:
    by, today = make.reader(), clock.today()
    policy(by, "Strategjia", economy="ALB", stage="adopted", in_force_until=today - DAY)
    policy(by, "Akti", economy="ALB", stage="adopted", in_force_until=today + DAY)
    policy(by, "Regional", level="regional")

    listed = rows(got(of(by), "library:policies"))

    assert [row[0] for row in listed] == ["Akti", "Strategjia", "Regional"]
    assert listed[0][1] == "Adopted Expires within 12 months"
    assert listed[1][1] == "Expired"
    assert [row[0] for row in rows(got(of(by), "library:policies", stage="expired"))] == ["Strategjia"]


@pytest.mark.django_db
def test_a_policy_leads_to_the_one_that_replaced_it_where_the_reader_sees_that() -> None:
    by, other = make.reader(), make.reader("other")
    new = policy(by, "Strategjia e re", marking=Marking(Tlp.AMBER_STRICT))
    old = policy(by, stage="replaced", replaced_by=f"https://site.example/library/policies/{new}/")

    address = reverse("library:policy", args=[new])

    assert address in links(got(of(by), "library:policy", old))
    assert address not in links(got(of(other), "library:policy", old))
    assert "Strategjia e re" not in shown(of(other), "library:policy", old)


@pytest.mark.django_db
def test_a_policy_is_not_replaced_by_itself() -> None:
    by = make.reader()
    record = policy(by)
    said = PolicyContent(title=ByLanguage({"en": "A"}, "en"), replaced_by=str(record))

    with pytest.raises(ContentRefused) as refused:
        lifecycle.change(POLICY, record, said, expected=1, by=by)

    assert refused.value.field == "replaced_by"


@pytest.mark.django_db
def test_comments_are_taken_while_the_consultation_is_open() -> None:
    by, other = make.reader(), make.reader("other")
    open_one = policy(by, stage="consultation", consultation_until=clock.today())
    over = policy(by, stage="consultation", consultation_until=clock.today() - DAY)

    comment(open_one, text("Add a budget"), by=other)
    comment(open_one, text("Name a date"), by=by)

    with pytest.raises(NotAllowed) as refused:
        comment(over, text("Too late"), by=other)
    assert refused.value.code == "comments-closed"
    page = shown(of(other), "library:policy", open_one)
    assert "Comments in the consultation: 2 (organisations: 2)" in page
    new = reverse("comments:new", args=[over])
    assert new not in links(got(of(other), "library:policy", over))
    assert of(other).post(new, {"text": "Too late", "readers": "same"}).status_code == 403
    assert "Comments are closed." in shown(of(other), "comments:new", over)


@pytest.mark.django_db
def test_a_comment_is_not_edited_after_the_consultation() -> None:
    by, other = make.reader(), make.reader("other")
    until = clock.today()
    made = comment(policy(by, stage="consultation", consultation_until=until), text("Add a budget"), by=other)
    change = reverse("comments:comment-change", args=[made])
    assert change in links(got(of(other), "comments:comment", made))

    with clock.time_from(lambda: timezone.now() + DAY):
        with pytest.raises(NotAllowed) as refused:
            edit(made, text("Too late"), expected=1, by=other)
        assert refused.value.code == "comments-closed"
        assert of(other).get(change).status_code == 403
        assert change not in links(got(of(other), "comments:comment", made))


@pytest.mark.django_db
def test_a_visitor_reads_that_a_consultation_is_open_and_no_comment() -> None:
    by = make.reader()
    record = policy(by, stage="consultation", consultation_until=clock.today() + DAY)
    comment(record, text("Add a budget"), by=by)

    page = shown(Client(), "library:policy", record)

    assert "The consultation is open until" in page
    assert "Add a budget" not in page
    assert "Comments in the consultation" not in page


@pytest.mark.django_db
def test_the_overview_counts_what_its_reader_sees_and_names_what_is_missing() -> None:
    by = make.reader()
    policy(by, "Strategjia rinore", economy="ALB", topics=("youth",), audiences=("youth",))
    policy(by, "Hidden", economy="MNE", topics=("youth",), marking=Marking(Tlp.AMBER_STRICT))
    policy(by, "Regional model", level="regional", topics=("youth",))
    policy(by, "No topic", economy="ALB")

    seen = overview(ANONYMOUS, {"rows": "topics"})
    youth = next(line for line in seen.lines if line.code == "youth")
    cells = {cell.code: [each.title for each in cell.entries] for cell in youth.cells}

    assert (cells["ALB"], cells["MNE"]) == (["Strategjia rinore"], [])
    assert [each.title for each in youth.regional] == ["Regional model"]
    assert seen.count == 3
    assert seen.lines[-1].code == ""
    assert overview(by, {"rows": "topics"}).count == 4
    assert overview(ANONYMOUS, {"rows": "topics", "audience": "youth"}).count == 1


@pytest.mark.django_db
def test_the_overview_is_a_page_for_visitors_by_topic_or_objective_or_one_economy() -> None:
    by = make.reader()
    policy(by, "Strategjia rinore", economy="ALB", topics=("youth",))
    said = PracticeContent(title=ByLanguage({"en": "Youth clubs"}, "en"), topics=("youth",))
    lifecycle.create(PRACTICE, said, make.CLEAR, by=by)

    whole = shown(Client(), "library:policies-overview")
    one = got(Client(), "library:policies-overview", economy="ALB")

    assert "Strategjia rinore" in whole
    assert "No policy is recorded" in whole
    assert "Youth clubs" in whole
    assert len(rows(one)) == 9
    assert "Strategjia rinore" in shown(Client(), "library:policies-overview", rows="objectives", topic="youth")


@pytest.mark.django_db
def test_the_overview_is_a_file_with_a_line_for_what_is_missing() -> None:
    policy(make.reader(), "Strategjia", economy="ALB", topics=("youth",))

    answer = Client().get(reverse("library:policies-overview-file", args=["csv"]), {"topic": "youth"})
    lines = answer.content.decode().splitlines()

    assert lines[0].startswith("\ufeffrow,row_title,economy,stage,title")
    assert any(line.startswith("youth,Youth,ALB,drafting,Strategjia,sq") for line in lines)
    assert any(line.startswith("youth,Youth,MNE,missing") for line in lines)
    assert Client().get(reverse("library:policies-overview-file", args=["pdf"])).status_code == 404


@pytest.mark.django_db
def test_the_pages_for_whom_the_council_names_list_every_economy() -> None:
    by = make.reader()
    policy(by, "Kthimi", economy="ALB", audiences=("returnees",))
    policy(by, "Tjeter", economy="MNE", topics=("borders",))

    page = stand_page(ANONYMOUS, "returnees")
    found = {cell.code: [each.title for each in cell.entries] for cell in page.cells}

    assert found["ALB"] == ["Kthimi"]
    assert found["MNE"] == []
    assert "No policy is recorded. The focal point can add one." in shown(Client(), "library:policies-stand", "youth")
    assert Client().get(reverse("library:policies-stand", args=["nothing"])).status_code == 404


@pytest.mark.django_db
def test_the_owner_is_asked_for_the_new_stage() -> None:
    by, other, today = make.reader(), make.reader("other"), clock.today()
    policy(by, "Over", stage="consultation", consultation_until=today - DAY)
    policy(by, "Soon", stage="adopted", in_force_until=today + 30 * DAY)
    policy(by, "Later", stage="adopted", in_force_until=today + 300 * DAY)

    (item,) = policies_to_update(by)

    assert item.count == 2
    assert [row[0] for row in rows(of(by).get(item.url))] == ["Over", "Soon"]
    assert list(policies_to_update(other)) == []
    assert rows(of(other).get(item.url)) == []


@pytest.mark.django_db
def test_calendars_have_the_last_days_of_consultations_and_of_own_policies() -> None:
    by, other, today = make.reader(), make.reader("other"), clock.today()
    policy(by, "Open", stage="consultation", consultation_until=today + DAY)
    policy(by, "Soon", stage="adopted", in_force_until=today + 2 * DAY)

    assert {each.day for each in days_of(by)} == {today + DAY, today + 2 * DAY}
    assert {each.words for each in days_of(other)} == {"Consultation ends: Open"}
    assert days_of(ANONYMOUS) == []


@pytest.mark.django_db
def test_a_comment_with_fewer_readers_is_not_counted_for_others() -> None:
    by, other = make.reader(), make.reader("other")
    record = policy(by, stage="consultation", consultation_until=clock.today())
    comment(record, text("Among us"), by=by, marking=Marking(Tlp.AMBER_STRICT))
    comment(record, text("For all"), by=by)

    assert counted_on(by, record) == (2, 1)
    assert counted_on(other, record) == (1, 1)
    assert counted_on(ANONYMOUS, record) == (0, 0)


@pytest.mark.django_db
def test_a_policy_lives_from_drafting_through_comments_to_its_expiry() -> None:
    by, other = make.reader(), make.reader("other")
    owner, civil, today = of(by), of(other), clock.today()
    said = {"title": "Strategy", "language": "en", "category": "strategy", "level": "national", "economy": "ALB"}

    owner.post(reverse("library:policy-new"), {**said, "stage": "drafting", "marking-tlp": "0"})
    record = Policy.objects.get().pk
    change, page = reverse("library:policy-change", args=[record]), reverse("library:policy", args=[record])
    assert "Comments open with the consultation." in shown(civil, "library:policy", record)

    until = (today + 5 * DAY).isoformat()
    owner.post(change, {**said, "stage": "consultation", "consultation_until": until, "version": "1"})
    civil.post(reverse("comments:new", args=[record]), {"text": "Name a budget", "readers": "same"})
    assert "Name a budget" in shown(owner, "library:policy", record)

    with clock.time_from(lambda: timezone.now() + 6 * DAY):
        assert "The consultation ended on" in shown(civil, "library:policy", record)
        assert change in links(owner.get(page))
        assert [item.count for item in policies_to_update(by)] == [1]
        days = {"adopted_on": today.isoformat(), "in_force_until": (today + 300 * DAY).isoformat()}
        owner.post(change, {**said, "stage": "adopted", "consultation_until": until, **days, "version": "2"})
        assert "Expires within 12 months" in shown(Client(), "library:policy", record)

    with clock.time_from(lambda: timezone.now() + 301 * DAY):
        assert "It was in force until" in shown(Client(), "library:policy", record)
        assert rows(got(Client(), "library:policies", stage="expired"))
    assert Policy.objects.get().record.version == 3
