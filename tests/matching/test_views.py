"""Stating a view, taking it back, and what survives recomputation."""

from dataclasses import replace
from typing import Any

import pytest

from egnatia import overlap
from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.storage import store, update
from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.records.markings import remark
from egnatia.matching.actions import compare_waiting, state_position, take_back
from egnatia.matching.labels import VERDICT
from egnatia.matching.models import Match, Position
from egnatia.matching.queries.positions import agreed_to_differ, all_states, asked_of, said_about, said_by, states_of
from egnatia.matching.queries.visible import matches_visible_to
from tests import make
from tests.matching.doing import FACTS, overlapping
from tests.visits import reader_at

pytestmark = pytest.mark.django_db


def test_an_owner_states_a_view_and_the_trail_knows_it() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)

    view = state_position(match.pk, "coordinate", "One calendar.", by=left)

    assert (view.verdict, view.note, view.stated_by) == ("coordinate", "One calendar.", left.name)
    assert view.side == ("left" if str(match.left_owner) == left.organisation else "right")
    assert view.score_then == match.score
    event = AuditEvent.objects.get(target=str(view.pk))
    assert (event.verb, event.detail["verdict"]) == ("stated", "coordinate")
    assert "calendar" not in str(event.detail)
    assert states_of(right, [match.pk]) == all_states(right) == {match.pk: "open"}


def test_only_owners_state_views() -> None:
    left = make.reader("left")
    match = overlapping(left, make.reader("right"))

    with pytest.raises(NotAllowed, match="side"):
        state_position(match.pk, "coordinate", "", by=make.reader("desk", secretariat=True))
    with pytest.raises(NotFound):
        state_position(match.pk, "coordinate", "", by=make.reader("member"))
    with pytest.raises(ValueError, match="nonsense"):
        state_position(match.pk, "nonsense", "", by=left)


def test_the_newest_view_of_a_side_counts_and_the_older_are_history() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "ask", "Which prison?", by=left)
    state_position(match.pk, "coordinate", "", by=right)
    assert states_of(left, [match.pk])[match.pk] == "open"

    newest = state_position(match.pk, "coordinate", "Agreed by phone.", by=left)

    said = said_about(right, match.pk)
    assert [(each.verdict, each.now) for each in said] == [("coordinate", True), ("coordinate", True), ("ask", False)]
    assert states_of(right, [match.pk])[match.pk] == "agreed"
    take_back(match.pk, newest.pk, by=left)
    assert states_of(right, [match.pk])[match.pk] == "open"


def test_one_takes_back_ones_own_newest_view_only() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    older = state_position(match.pk, "ask", "", by=left)
    newer = state_position(match.pk, "coordinate", "", by=left)

    for reader, view in ((right, newer), (reader_at(left, "colleague"), newer), (left, older)):
        with pytest.raises(NotFound):
            take_back(match.pk, view.pk, by=reader)

    assert take_back(match.pk, newer.pk, by=left)
    assert [each.mine for each in said_about(left, match.pk)] == [True]


def test_views_survive_when_the_match_is_worked_out_again() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "coordinate", "", by=left)
    own = of_house(match, left)

    update(own, changed(left, amount=20_000.0), by=left)
    compare_waiting()

    again = Match.objects.get(pk=match.pk)
    assert again.score != match.score
    assert again.earlier_score == match.score
    assert again.changed_at is not None
    assert states_of(right, [match.pk]) == {match.pk: "open"}


def changed(by: Reader, **said: Any) -> overlap.ActivityFacts:  # noqa: ANN401 - any field of the facts
    """What the house of `by` says of its training now."""
    funders = (overlap.OrganisationMention(by.organisation_name),)
    return replace(FACTS, source=f"sheet of {by.name}", funders=funders, **said)


def of_house(match: Match, house: Reader) -> Activity:
    """The activity of the two that is this house's."""
    mine = match.left_id if str(match.left_owner) == house.organisation else match.right_id
    found: Activity = Activity.objects.select_related("record").get(pk=mine)
    return found


def test_a_match_that_is_gone_stays_for_those_who_see_a_view_on_it() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    view = state_position(match.pk, "coordinate", "", make.STRICT, by=left)
    own = of_house(match, left)
    other = changed(left, titles=(overlap.Text("Sewage works"),), receivers=())

    update(own, other, by=left)
    compare_waiting()

    assert Match.objects.get(pk=match.pk).gone_at is not None
    assert matches_visible_to(left).filter(pk=match.pk).exists()
    assert not matches_visible_to(right).filter(pk=match.pk).exists()

    update(own, changed(left), by=left)
    compare_waiting()

    back = Match.objects.get(pk=match.pk)
    assert back.gone_at is None
    assert back.found_at > match.found_at
    assert back.earlier_score is None

    update(own, other, by=left)
    compare_waiting()
    assert not take_back(match.pk, view.pk, by=left)


def test_both_owners_may_say_that_they_are_different_works() -> None:
    left, right = make.reader("left"), make.reader("right")
    match = overlapping(left, right)
    state_position(match.pk, "different", "Other prison.", by=left)
    assert agreed_to_differ(left) == frozenset()

    state_position(match.pk, "different", "", by=right)
    assert agreed_to_differ(left) == {match.pk}

    state_position(match.pk, "coordinate", "", by=right)
    assert agreed_to_differ(left) == frozenset()


def test_questions_wait_until_they_are_answered() -> None:
    left, right, member = make.reader("left"), make.reader("right"), make.reader("member")
    match = overlapping(left, right)
    state_position(match.pk, "ask", "Which two weeks?", by=left)

    (asked,) = asked_of(right)
    assert (asked.match, asked.note, asked.who) == (match.pk, "Which two weeks?", left.organisation_name)
    assert asked_of(left) == asked_of(member) == said_by(right) == ()

    state_position(match.pk, "coordinate", "The first two of May.", by=right)

    assert asked_of(right) == ()
    (said,) = said_by(right)
    assert (said.said, said.note) == (str(VERDICT["coordinate"]), "The first two of May.")


def test_a_view_is_seen_by_whoever_sees_both_activities_only() -> None:
    house, desk = make.reader("house"), make.reader("desk", secretariat=True)
    match = overlapping(house, reader_at(house, "colleague"), marking=make.STRICT)
    view = state_position(match.pk, "different", "", by=house)
    assert may_read(desk, view.record.envelope).allowed

    assert not Position.visible_to(desk).exists()
    assert said_about(desk, match.pk) == ()
    assert all_states(desk) == {}


def test_what_follows_a_draft_is_matched_anew_for_those_who_never_read_the_draft() -> None:
    left, right = make.reader("left"), make.reader("right")
    own = store(changed(left), marking=make.STRICT, by=left)
    store(changed(right), marking=make.GREEN, by=right)
    remark(own.record, make.GREEN, by=left)
    compare_waiting()
    of_the_draft = Match.objects.get()

    own = of_house(of_the_draft, left)
    update(own, changed(left, descriptions=(overlap.Text("Two weeks each.", "en"),)), by=left)
    compare_waiting()
    first = Match.objects.get()
    assert first.found_at > of_the_draft.found_at
    assert (first.earlier_score, first.changed_at) == (None, None)

    update(of_house(first, left), changed(left, descriptions=(overlap.Text("Three weeks.", "en"),)), by=left)
    compare_waiting()

    assert Match.objects.get().found_at == first.found_at
