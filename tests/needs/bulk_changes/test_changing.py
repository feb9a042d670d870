"""Many records are changed at once, each by the rules of a single change; what cannot be is left out, with a reason."""

from uuid import UUID

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import make
from tests.activities.activities.doing import activity, facts
from tests.needs.bulk_changes.doing import changed, needs_changed, planned, record
from tests.needs.needs.doing import focal_point, need, stored
from tests.visits import reader_at

from egnatia.activities.activities.actions import withdraw_activity
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import Fields, update
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent, Grant, Person, Release, Version
from egnatia.kernel.readers import reader_with_id
from egnatia.kernel.records.markings import remark
from egnatia.needs.bulk_changes.actions import carry_out, tried
from egnatia.needs.bulk_changes.models import BulkChange
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.rules import CONFIRMED, DRAFTED
from egnatia.people.marking.actions import confirm_wider

pytestmark = pytest.mark.django_db


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura", seats=("focal-points",))


def test_what_is_wished_for_is_said_by_all_and_everything_else_stays(ura: Reader) -> None:
    content = {"format": "iati", "kept": "whole"}
    first = activity("First", by=ura, objectives=frozenset({"2.3.1"}), start="2026-01", fields=Fields(content=content))
    second = activity("Second", by=ura, objectives=frozenset({"2.3.2"}), fields=Fields(status="pipeline", sort="event"))

    outcome = changed(
        ura, [first.pk, second.pk], status="closed", end="2026-09", add_objective="3.3.2", drop_objective="2.3.1"
    )

    found = {each.title: each for each in Activity.objects.select_related("record")}
    assert outcome.changed == (first.pk, second.pk)
    assert [found[title].status for title in ("First", "Second")] == ["closed", "closed"]
    assert [found[title].objectives for title in ("First", "Second")] == [["3.3.2"], ["2.3.2", "3.3.2"]]
    assert found["First"].facts["start"] == "2026-01"
    assert found["First"].content == content
    assert found["Second"].sort == "event"
    assert {each.record.version for each in found.values()} == {2}


def test_a_status_can_become_unknown_again(ura: Reader) -> None:
    one = activity(by=ura, fields=Fields(status="closed"))

    changed(ura, [one.pk], status="not-known")

    assert Activity.objects.get().status == ""


def test_one_change_is_one_event_and_every_record_has_its_version(ura: Reader) -> None:
    records = [activity(title, by=ura).pk for title in ("One", "Two")]

    outcome = changed(ura, records, status="closed")

    event = AuditEvent.objects.get(verb="changed several")
    assert (event.kind, event.target) == ("activity", str(outcome.change))
    assert event.detail == {"records": [str(pk) for pk in records]}
    assert [Version.objects.get(record=pk, number=2).content["status"] for pk in records] == ["closed", "closed"]


def test_a_trial_tells_the_same_and_stores_nothing(ura: Reader) -> None:
    one, foreign = activity(by=ura), activity("Foreign")
    plan = planned(ura, [one.pk, foreign.pk], status="closed", marking=make.STRICT)

    told = tried(plan, by=ura)

    assert (told.changed, told.left) == ((one.pk,), {foreign.pk: "owner"})
    assert (Activity.objects.get(pk=one.pk).status, record(one.pk).version) == ("", 1)
    assert not BulkChange.objects.exists()
    assert not AuditEvent.objects.filter(verb__in=("changed several", "marked")).exists()


def test_what_cannot_be_changed_is_left_with_its_reason(ura: Reader) -> None:
    ends = activity("Ends", by=ura, start="2027-05")
    same = activity("Same", by=ura, end="2026-09")
    foreign = activity("Foreign")
    fine = activity("Fine", by=ura)

    outcome = changed(ura, [each.pk for each in (ends, same, foreign, fine)], end="2026-09")

    assert outcome.left == {ends.pk: "ends", same.pk: "same", foreign.pk: "owner"}
    assert outcome.changed == (fine.pk,)
    assert {pk: record(pk).version for pk in (ends.pk, same.pk, foreign.pk)} == dict.fromkeys(outcome.left, 1)


def test_what_was_changed_or_marked_since_the_preview_is_left_the_others_are_changed(ura: Reader) -> None:
    edited, marked, gone, fine = (activity(title, by=ura) for title in ("Edited", "Marked", "Gone", "Fine"))
    plan = planned(ura, [each.pk for each in (edited, marked, gone, fine)], status="closed")
    update(edited, facts("Edited meanwhile"), by=ura)
    remark(marked.record, make.STRICT, by=ura)
    withdraw_activity(gone.pk, by=ura)

    outcome = carry_out(plan, by=ura)

    assert outcome.left == {edited.pk: "changed", marked.pk: "changed"}
    assert (outcome.changed, outcome.missing) == ((fine.pk,), 1)


def test_hidden_missing_repeated_and_other_records_are_one_number(ura: Reader) -> None:
    hidden = activity("Hidden", marking=make.RED)
    other_kind = need(focal_point())
    one = activity(by=ura)
    plan = planned(ura, [one.pk, one.pk, hidden.pk, other_kind, make.uuid(5)], status="closed")

    assert [row.record for row in plan.rows] == [one.pk]
    assert changed(ura, [hidden.pk], status="closed").change is None


def test_a_plan_gives_nobody_a_right(ura: Reader) -> None:
    one = activity(by=ura, marking=make.GREEN)
    plan = planned(ura, [one.pk], status="closed", marking=make.CLEAR)

    outcome = carry_out(plan, by=make.reader("stranger"))

    assert (outcome.changed, outcome.left) == ((), {one.pk: "owner"})
    assert not BulkChange.objects.exists()


def test_narrowing_and_first_releases_hold_at_once_wider_waits_for_a_second_person(ura: Reader) -> None:
    narrowed = activity("Narrowed", by=ura, marking=make.CLEAR)
    draft = activity("Draft", by=ura, marking=make.STRICT)
    released = activity("Released", by=ura, marking=make.STRICT)
    remark(released.record, make.amber("focal-points"), by=ura)

    outcome = changed(ura, [each.pk for each in (narrowed, draft, released)], marking=make.GREEN)

    assert {record(each.pk).tlp for each in (narrowed, draft)} == {Tlp.GREEN}
    assert outcome.waits == {released.pk}
    assert record(released.pk).tlp == Tlp.AMBER
    confirm_wider(Release.objects.get().pk, by=reader_at(ura, "colleague"))
    assert set(Grant.objects.filter(record=released.pk).values_list("token", flat=True)) >= {"M"}


def test_what_an_organisation_has_already_under_that_marking_is_left(ura: Reader) -> None:
    there = activity("There", by=ura, marking=make.GREEN, fields=Fields(natural_key="XM-1"))
    draft = activity("Draft", by=ura, marking=make.STRICT, fields=Fields(natural_key="XM-1"))

    outcome = changed(ura, [there.pk, draft.pk], marking=make.GREEN, status="closed")

    assert outcome.left == {draft.pk: "key"}
    assert (record(draft.pk).tlp, record(draft.pk).version) == (Tlp.AMBER_STRICT, 1)


def test_a_marking_for_a_foreign_community_is_refused_for_each(ura: Reader) -> None:
    make.community("arms", closed=True)
    one = activity(by=ura)

    outcome = changed(ura, [one.pk], marking=make.amber("arms"))

    assert (outcome.change, outcome.left) == (None, {one.pk: "community"})


def test_without_a_second_step_nothing_is_marked_beyond_green() -> None:
    weak = make.reader("weak", strong=False)
    one = activity(by=weak, marking=make.GREEN)

    outcome = changed(weak, [one.pk], marking=make.STRICT)

    assert outcome.left == {one.pk: "second-factor"}


def test_needs_are_changed_each_by_its_own_rules(settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 2
    arta = focal_point()
    first, second, third = (need(arta, objective=code) for code in ("2.3.1", "2.3.2", "3.3.2"))

    outcome = needs_changed(arta, [first, second, third], priority="high", source="Strategy (demo)", round=2027)

    assert (outcome.changed, outcome.left) == ((first, second), {third: "highs"})
    assert {NEED.said(stored(pk)).source for pk in (first, second, third)} == {"Strategy (demo)", ""}
    assert stored(first).status == CONFIRMED
    assert stored(third).record.version == 1


def test_a_need_that_its_drafter_changes_waits_for_its_economy_again() -> None:
    arta = focal_point()
    one = need(arta)
    colleague = reader_at(arta, "drafter")
    make.seat(Person.objects.get(pk=colleague.person), "focal-points", economy="ALB")

    outcome = needs_changed(reader_with_id(colleague.person), [one], nature="operational")

    assert outcome.changed == (one,)
    assert stored(one).status == DRAFTED


def test_needs_of_an_economy_that_he_does_not_speak_for_are_left() -> None:
    arta = focal_point()
    one = need(arta)

    outcome = needs_changed(reader_at(arta, "silent"), [one], nature="operational", marking=make.STRICT)

    assert outcome.left == {one: "need-economy"}
    assert record(one).marking == make.GREEN  # nothing of it was done


def test_a_marking_alone_leaves_what_they_say_as_it_is(ura: Reader) -> None:
    one = activity(by=ura, marking=make.GREEN)

    changed(ura, [one.pk], marking=Marking(Tlp.RED))

    assert (record(one.pk).tlp, record(one.pk).version) == (Tlp.RED, 1)


def test_one_change_of_many_takes_as_many_questions_as_of_few(ura: Reader) -> None:
    asked: dict[int, int] = {}
    for number in (2, 12):
        records: list[UUID] = [activity(f"A{number}-{each}", by=ura).pk for each in range(number)]
        plan = planned(ura, records, status="closed")
        with CaptureQueriesContext(connection) as captured:
            carry_out(plan, by=ura)
        asked[number] = len([query for query in captured if "SAVEPOINT" not in query["sql"]])

    assert asked[2] == asked[12]
