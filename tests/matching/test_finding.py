"""Matches are worked out when activities are stored, by whichever way is quicker, and kept true."""

from dataclasses import replace

import pytest

from egnatia import overlap
from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.models import ActivityMeaning
from egnatia.activities.activities.storage import store, update
from egnatia.kernel import records
from egnatia.kernel.access.reader import ANONYMOUS, SYSTEM
from egnatia.matching import actions
from egnatia.matching.models import Match, Uncompared
from egnatia.matching.queries import candidates
from egnatia.matching.queries.money import money_seen_by
from egnatia.matching.queries.visible import matches_visible_to
from tests import make

pytestmark = pytest.mark.django_db


def prison_training(ref: str, funder: str, source: str, **fields: object) -> overlap.ActivityFacts:
    facts = {
        "titles": (overlap.Text("Training of prison staff in early recognition of radicalisation", "en"),),
        "economies": frozenset({"MKD"}),
        "start": "2026-03",
        "end": "2026-06",
        "amount": 180_000.0,
        "currency": "EUR",
        "funders": (overlap.OrganisationMention(funder),),
        "receivers": (overlap.OrganisationMention("Correctional Service (demo)"),),
    }
    return overlap.ActivityFacts(ref=ref, source=source, **{**facts, **fields})  # type: ignore[arg-type]  # any field


def test_two_activities_of_one_purpose_are_a_match_once_they_are_compared() -> None:
    nordlys, alpine = make.reader("nordlys"), make.reader("alpine")
    one = store(prison_training("a", "Nordlys", "s1"), marking=make.GREEN, by=nordlys)
    other = store(prison_training("b", "Alpine", "s2", amount=500_000.0), marking=make.GREEN, by=alpine)
    actions.compare_waiting()

    match = Match.objects.get()

    assert {match.left_id, match.right_id} == {one.pk, other.pk}
    assert match in matches_visible_to(nordlys)
    assert match not in matches_visible_to(ANONYMOUS)
    assert match not in matches_visible_to(make.reader("member"))
    assert match in matches_visible_to(SYSTEM)


def test_many_are_compared_over_arrays_with_the_same_result(monkeypatch: pytest.MonkeyPatch) -> None:
    by = make.reader("nordlys")
    store(prison_training("a", "Nordlys", "s1"), marking=make.GREEN, by=by)
    store(prison_training("b", "Alpine", "s2", amount=500_000.0), marking=make.GREEN, by=by)
    actions.compare_waiting()
    by_the_table = list(Match.objects.values())
    Match.objects.all().delete()

    for by_rows, few in ((400, 100), (400, 0), (0, 100)):
        monkeypatch.setattr(actions, "BY_ROWS", by_rows)
        monkeypatch.setattr(candidates, "FEW", few)
        actions.note_waiting([row["left_id"] for row in by_the_table])
        assert Uncompared.objects.count() == 1
        assert actions.compare_waiting() == 1
        assert actions.compare_waiting() == 0
        found = list(Match.objects.values())
        assert [{**row, "found_at": None} for row in found] == [{**row, "found_at": None} for row in by_the_table]


def test_of_many_that_share_a_key_only_those_that_may_match_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    by = make.reader("nordlys")
    asked = store(prison_training("a", "Nordlys", "s1"), marking=make.GREEN, by=by)
    match = store(prison_training("b", "Alpine", "s2", amount=500_000.0), marking=make.GREEN, by=by)
    later = store(prison_training("c", "Alpine", "s3", start="2026-07", end="2026-12"), marking=make.GREEN, by=by)
    prepared = overlap.prepare(facts_of(asked.facts, asked.pk))
    found = candidates.activities_near(prepared, reader=SYSTEM, besides=asked.pk)
    assert found.sharing == {match.pk, later.pk}
    assert {record for record, _ in found.compared_with(prepared)} == {match.pk, later.pk}

    monkeypatch.setattr(candidates, "FEW", 1)
    assert [record for record, _ in found.compared_with(prepared)] == [match.pk]

    ActivityMeaning.objects.filter(activity=later).update(laid_out=b"")
    found = candidates.activities_near(prepared, reader=SYSTEM, besides=asked.pk)
    assert {record for record, _ in found.compared_with(prepared)} == {match.pk, later.pk}


def test_who_is_far_apart_in_time_is_near_by_a_name_only() -> None:
    by, much_later = make.reader("nordlys"), {"start": "2031", "end": "2033"}
    asked = prison_training("a", "Nordlys", "s1", identifiers=("XM-1-204",))
    store(prison_training("b", "Alpine", "s2", **much_later), marking=make.GREEN, by=by)
    named = store(
        prison_training("c", "Alpine", "s3", identifiers=("XM-1-204",), **much_later), marking=make.GREEN, by=by
    )
    undated = store(prison_training("d", "Alpine", "s4", start="", end=""), marking=make.GREEN, by=by)

    found = candidates.activities_near(overlap.prepare(asked), reader=SYSTEM)

    assert found.sharing == {named.pk, undated.pk}
    assert (
        candidates.activities_near(overlap.prepare(replace(asked, start="", end="")), reader=SYSTEM).sharing
        > found.sharing
    )


def test_a_new_version_is_compared_as_it_is_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "FEW", 0)
    by = make.reader("nordlys")
    one = store(prison_training("a", "Nordlys", "s1"), marking=make.GREEN, by=by)
    store(prison_training("b", "Alpine", "s2", start="2031", end="2033"), marking=make.GREEN, by=by)
    actions.compare_waiting()
    assert not Match.objects.exists()

    update(one, prison_training("a", "Nordlys", "s1", start="2031", end="2033"), by=by)
    actions.compare_waiting()

    assert Match.objects.count() == 1


def test_a_match_goes_when_an_activity_no_longer_concerns_the_same_work() -> None:
    by = make.reader("nordlys")
    one = store(prison_training("a", "Nordlys", "s1"), marking=make.GREEN, by=by)
    store(prison_training("b", "Alpine", "s2", amount=500_000.0), marking=make.GREEN, by=by)
    actions.compare_waiting()
    assert Match.objects.exists()

    update(one, prison_training("a", "Nordlys", "s1", titles=(overlap.Text("Sewage works"),), receivers=()), by=by)
    actions.compare_waiting()

    assert not Match.objects.exists()


def test_money_is_counted_once_among_what_the_reader_sees() -> None:
    secretariat = make.reader("desk", secretariat=True)
    one = store(prison_training("a", "Nordlys", "s1"), marking=make.GREEN, by=make.reader("nordlys"))
    store(prison_training("b", "Nordlys", "s2"), marking=make.GREEN, by=make.reader("sheet"))
    actions.compare_waiting()

    (euro,) = money_seen_by(secretariat).totals
    assert [euro.reported, euro.counted, euro.reported_twice] == [360_000, 180_000, 1]
    assert [step.title for step in money_seen_by(secretariat).steps] == [one.title]

    records.withdraw(one.record, by=SYSTEM)

    (euro,) = money_seen_by(secretariat).totals
    assert [euro.reported, euro.counted, euro.reported_twice] == [180_000, 180_000, 0]
