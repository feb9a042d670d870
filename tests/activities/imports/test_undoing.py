from uuid import UUID

import pytest
from tests import make
from tests.activities.imports.doing import brought_in, codes, outcomes, titles, undone
from tests.activities.imports.files import activity, iati

from egnatia.activities.activities import storage
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import Activity
from egnatia.activities.imports.models import Import, ImportRow
from egnatia.kernel import records
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Version
from egnatia.kernel.records.markings import remark
from egnatia.matching.actions import compare_waiting, state_position
from egnatia.matching.models import Match

pytestmark = pytest.mark.django_db


def stayed() -> list[tuple[str, str]]:
    rows = ImportRow.objects.filter(undone="stayed").order_by("number")
    return list(rows.values_list("identifier", "stayed_because"))


def test_undoing_withdraws_what_was_brought_and_deletes_nothing() -> None:
    officer = make.reader()
    made = brought_in(officer, iati(activity("XM-1"), activity("XM-2")))

    undone(made, officer)

    assert titles(officer) == []
    assert Activity.objects.count() == 2
    assert Import.objects.get(pk=made).state == "undone"


def test_undoing_puts_the_earlier_version_back_as_a_new_one() -> None:
    officer = make.reader()
    brought_in(officer, iati(activity("XM-1", "Patrol training", updated="2025-01-01")))
    before = Activity.objects.get()
    second = brought_in(officer, iati(activity("XM-1", "Patrol training, extended", updated="2026-01-01")))

    undone(second, officer)

    after = Activity.objects.get()
    assert titles(officer) == ["Patrol training"]
    assert (after.digest, after.content, after.updated_at) == (before.digest, before.content, before.updated_at)
    assert Version.objects.filter(record=after.record).count() == 3


def test_what_was_edited_since_stays_and_is_listed() -> None:
    officer = make.reader()
    made = brought_in(officer, iati(activity("XM-1"), activity("XM-2", "Other")))
    edited = Activity.objects.select_related("record").get(identifier="XM-1")
    storage.update(edited, facts_of(edited.facts, edited.pk), by=officer, content=edited.content)

    undone(made, officer)

    assert stayed() == [("XM-1", "edited")]
    assert titles(officer) == ["Patrol training"]


def test_what_a_later_import_changed_stays() -> None:
    officer = make.reader()
    first = brought_in(officer, iati(activity("XM-1", "Patrol training")))
    brought_in(officer, iati(activity("XM-1", "Patrol training, extended")))

    undone(first, officer)

    assert stayed() == [("XM-1", "edited")]
    assert titles(officer) == ["Patrol training, extended"]


def test_what_got_another_marking_since_stays_under_it() -> None:
    officer = make.reader()
    made = brought_in(officer, iati(activity("XM-1")), marking=make.GREEN)
    remark(Activity.objects.get().record, make.STRICT, by=officer)

    undone(made, officer)

    assert stayed() == [("XM-1", "marked")]


def test_what_somebody_withdrew_since_is_left_alone() -> None:
    officer = make.reader()
    made = brought_in(officer, iati(activity("XM-1")))
    records.withdraw(Activity.objects.get().record, by=officer)

    undone(made, officer)

    assert stayed() == [("XM-1", "gone")]


def test_the_file_can_be_imported_again_after_it_was_undone() -> None:
    officer, member = make.reader("officer"), make.reader("member")
    undone(brought_in(officer, iati(activity("XM-1"))), officer)

    again = brought_in(officer, iati(activity("XM-1")))

    assert (outcomes(again), codes(again)) == ({"accepted": 1}, ["here-again"])
    assert titles(member) == ["Patrol training"]
    undone(again, officer)
    assert titles(member) == []


def test_a_newer_file_after_an_undone_one_brings_its_own_state() -> None:
    officer = make.reader()
    undone(brought_in(officer, iati(activity("XM-1", "Patrol training"))), officer)

    again = brought_in(officer, iati(activity("XM-1", "Patrol training, extended")))

    assert outcomes(again) == {"accepted": 1}
    assert titles(officer) == ["Patrol training, extended"]
    undone(again, officer)
    assert titles(officer) == []


def test_what_a_person_withdrew_does_not_come_back_with_the_same_file() -> None:
    officer = make.reader()
    brought_in(officer, iati(activity("XM-1")))
    records.withdraw(Activity.objects.get().record, by=officer)

    again = brought_in(officer, iati(activity("XM-1")))

    assert (outcomes(again), codes(again)) == ({"unchanged": 1}, ["withdrawn-here"])
    assert titles(officer) == []


def two_of_one_kind(officer: Reader, partner: Reader) -> tuple[UUID, UUID]:
    """The partner's import and a match of its activity with the officer's."""
    twin = {"economy": "Albania", "funder": "Nordlys Fund"}
    title = "Training of prison staff to recognise radicalisation early"
    brought_in(officer, iati(activity("XM-7", title, **twin)))
    made = brought_in(partner, iati(activity("XM-7", title, **twin)))
    compare_waiting()
    return made, Match.objects.get().pk


def test_what_somebody_stated_a_view_on_stays() -> None:
    officer, partner = make.reader("officer"), make.reader("partner")
    made, match = two_of_one_kind(officer, partner)
    state_position(match, "reported-twice", "", make.GREEN, by=officer)

    undone(made, partner)

    assert stayed() == [("XM-7", "viewed")]


def test_a_view_that_is_hidden_from_whoever_undoes_does_not_show_in_what_stays() -> None:
    officer, partner = make.reader("officer"), make.reader("partner")
    made, match = two_of_one_kind(officer, partner)
    state_position(match, "reported-twice", "", make.STRICT, by=officer)

    undone(made, partner)

    assert stayed() == []
