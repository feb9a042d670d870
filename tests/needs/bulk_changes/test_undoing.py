"""A change of many is taken back where it stands as it was left; the rest is left and named."""

from datetime import timedelta

import pytest
from django.conf import LazySettings
from tests import make
from tests.activities.activities.doing import activity, facts
from tests.needs.bulk_changes.doing import changed, needs_changed, record
from tests.needs.needs.doing import focal_point, need, stored
from tests.visits import reader_at

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import Fields, update
from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Release, Version
from egnatia.kernel.records import lifecycle
from egnatia.kernel.records.markings import remark
from egnatia.needs.bulk_changes.actions import Undone, undo
from egnatia.needs.bulk_changes.models import BulkChange, BulkedRecord
from egnatia.needs.bulk_changes.rules import BulkResult
from egnatia.needs.needs.fields import NEED
from egnatia.needs.needs.rules import CONFIRMED
from egnatia.people.marking.actions import confirm_wider

pytestmark = pytest.mark.django_db


@pytest.fixture
def ura() -> Reader:
    return make.reader("ura", seats=("focal-points",))


def undone(outcome: BulkResult, by: Reader) -> Undone:
    assert outcome.change
    return undo(outcome.change, by=by)


def test_everything_says_again_what_it_said(ura: Reader) -> None:
    updated = clock.now() - timedelta(days=90)
    fields = Fields(status="pipeline", provenance={"file": "a.xml"}, updated_at=updated, digest="d")
    one = activity(by=ura, start="2026-01", objectives=frozenset({"2.3.1"}), fields=fields)
    outcome = changed(ura, [one.pk], status="closed", start="2026-02", drop_objective="2.3.1")

    assert undone(outcome, ura) == Undone(back=1, waits=0, stay=0)

    found = Activity.objects.select_related("record").get()
    assert (found.status, found.facts["start"], found.objectives) == ("pipeline", "2026-01", ["2.3.1"])
    assert (found.updated_at, found.digest, found.record.provenance) == (updated, "d", {"file": "a.xml"})
    assert found.record.version == 3  # nothing is deleted
    assert AuditEvent.objects.get(verb="undid several").detail == {"stayed": 0}


def test_what_somebody_changed_or_marked_since_stays(ura: Reader) -> None:
    edited, marked, fine = (activity(title, by=ura) for title in ("Edited", "Marked", "Fine"))
    outcome = changed(ura, [each.pk for each in (edited, marked, fine)], status="closed")
    update(Activity.objects.select_related("record").get(pk=edited.pk), facts("Edited since"), by=ura, status="closed")
    remark(record(marked.pk), make.STRICT, by=ura)

    assert undone(outcome, ura) == Undone(back=1, waits=0, stay=2)

    statuses = dict(Activity.objects.values_list("title", "status"))
    assert statuses == {"Edited since": "closed", "Marked": "closed", "Fine": ""}
    stays = BulkedRecord.objects.filter(state="stayed").values_list("because", flat=True)
    assert [*stays] == ["changed", "changed"]


def test_an_opened_record_is_closed_at_once_a_closed_one_asks_a_second_person(ura: Reader) -> None:
    draft = activity("Draft", by=ura, marking=make.STRICT)
    public = activity("Public", by=ura, marking=make.CLEAR)
    outcome = changed(ura, [draft.pk, public.pk], marking=make.GREEN)
    assert {each.record_id: each.opened for each in BulkedRecord.objects.all()} == {draft.pk: True, public.pk: False}

    assert undone(outcome, ura) == Undone(back=2, waits=1, stay=0)

    assert (record(draft.pk).tlp, record(public.pk).tlp) == (Tlp.AMBER_STRICT, Tlp.GREEN)
    confirm_wider(Release.objects.get(record=public.pk).pk, by=reader_at(ura, "colleague"))
    assert record(public.pk).tlp == Tlp.CLEAR


def test_a_wish_that_still_waits_is_taken_back(ura: Reader) -> None:
    one = activity(by=ura, marking=make.STRICT)
    remark(one.record, make.amber("focal-points"), by=ura)
    outcome = changed(ura, [one.pk], marking=make.GREEN)
    assert Release.objects.filter(record=one.pk).exists()

    assert undone(outcome, ura) == Undone(back=1, waits=0, stay=0)

    assert not Release.objects.exists()
    assert record(one.pk).tlp == Tlp.AMBER


def test_another_wish_made_since_is_not_taken_back(ura: Reader) -> None:
    one = activity(by=ura, marking=make.STRICT)
    remark(one.record, make.amber("focal-points"), by=ura)
    outcome = changed(ura, [one.pk], marking=make.GREEN)
    remark(record(one.pk), make.CLEAR, by=ura)

    undone(outcome, ura)

    assert Release.objects.get().marking["tlp"] == Tlp.CLEAR


def test_a_wish_that_was_granted_since_stays(ura: Reader) -> None:
    one = activity(by=ura, marking=make.STRICT)
    remark(one.record, make.amber("focal-points"), by=ura)
    outcome = changed(ura, [one.pk], marking=make.GREEN)
    confirm_wider(Release.objects.get().pk, by=reader_at(ura, "colleague"))

    assert undone(outcome, ura) == Undone(back=0, waits=0, stay=1)

    assert record(one.pk).tlp == Tlp.GREEN


def test_a_change_is_undone_by_its_author_alone_once_and_within_thirty_days(ura: Reader) -> None:
    one = activity(by=ura)
    outcome = changed(ura, [one.pk], status="closed")
    colleague = reader_at(ura, "colleague")
    with pytest.raises(NotFound):
        undone(outcome, colleague)
    with pytest.raises(NotFound):
        undo(make.uuid(3), by=ura)

    BulkChange.objects.update(made_at=clock.now() - timedelta(days=31))
    with pytest.raises(NotAllowed, match="bulk-over"):
        undone(outcome, ura)
    BulkChange.objects.update(made_at=clock.now() - timedelta(days=29))
    undone(outcome, ura)
    with pytest.raises(NotAllowed, match="bulk-over"):
        undone(outcome, ura)


def test_what_he_does_not_see_any_more_is_left_alone_and_not_counted(ura: Reader) -> None:
    one, narrowed = activity("One", by=ura), activity("Narrowed", by=ura)
    outcome = changed(ura, [one.pk, narrowed.pk], status="closed")
    colleague = reader_at(ura, "colleague")
    remark_by_author(narrowed, colleague)

    assert undone(outcome, ura) == Undone(back=1, waits=0, stay=0)

    assert Activity.objects.get(pk=narrowed.pk).status == "closed"


def remark_by_author(one: Activity, author: Reader) -> None:
    """As if a colleague had entered it: RED keeps it to themselves."""
    found = record(one.pk)
    found.author = author.person
    found.save()
    remark(found, make.RED, by=author)


def test_a_version_that_he_may_not_read_is_not_brought_back(ura: Reader) -> None:
    one = activity(by=ura)
    outcome = changed(ura, [one.pk], status="closed")
    Version.objects.filter(record=one.pk, number=1).update(tokens=["U:somebody"])

    assert undone(outcome, ura) == Undone(back=0, waits=0, stay=1)

    assert BulkedRecord.objects.get().because == "unread"


def test_needs_are_put_back_and_confirmed_anew(settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    arta = focal_point()
    first, second = need(arta, objective="2.3.1", priority="high"), need(arta, objective="2.3.2")
    outcome = needs_changed(arta, [first, second], priority="low", nature="operational")

    assert undone(outcome, arta) == Undone(back=2, waits=0, stay=0)

    assert (stored(first).priority, stored(first).nature, stored(second).priority) == ("high", "", "medium")
    assert stored(first).status == CONFIRMED


def test_a_high_need_stays_where_its_place_is_taken_and_its_marking_stays_too(settings: LazySettings) -> None:
    settings.MOST_HIGH_NEEDS = 1
    arta = focal_point()
    one = need(arta, priority="high")
    outcome = needs_changed(arta, [one], priority="low", marking=make.STRICT)
    taken = need(arta, objective="2.3.1", priority="high")

    assert undone(outcome, arta) == Undone(back=0, waits=0, stay=1)
    assert (stored(one).priority, stored(one).record.tlp) == ("low", Tlp.AMBER_STRICT)
    assert not Release.objects.exists()
    lifecycle.withdraw(NEED, taken, by=arta)
