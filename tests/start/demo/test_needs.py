"""The demo's needs: of every economy, in its words, confirmed or waiting for the one who may confirm them."""

import pytest
from tests.start.demo.loaded import demo

from egnatia.kernel.access.reader import ANONYMOUS
from egnatia.kernel.readers import reader_named
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.queries.visible import statements_seen_by
from egnatia.start.demo import actions, fixtures

__all__ = ["demo"]
pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def test_every_economy_states_needs_in_its_own_words_and_names_its_source() -> None:
    needs = fixtures.needs()

    assert len(needs) >= 60
    assert len({need.economy for need in needs}) == 13
    assert all(len(need.words) == 2 and need.source and need.page for need in needs)


def test_a_member_sees_what_is_confirmed_and_the_public_what_is_published() -> None:
    member, visitor = statements_seen_by(reader_named("member")), statements_seen_by(ANONYMOUS)

    assert len(member) == sum(need.confirmed for need in fixtures.needs())
    assert len(visitor) == sum(need.published for need in fixtures.needs())
    assert all(statement.confirmed for statement in member)


def test_a_draft_waits_for_the_focal_point_of_its_economy_alone() -> None:
    drafts = {
        user: [one for one in statements_seen_by(reader_named(user)) if not one.confirmed]
        for user in ("focal-al", "focal-mk")
    }

    assert {draft.economy for draft in drafts["focal-al"]} == {"ALB"}
    assert {draft.economy for draft in drafts["focal-mk"]} == {"MKD"}


def test_taken_away_and_brought_back_they_are_the_same() -> None:
    before = {need.pk for need in Need.visible_to(reader_named("member"))}

    actions.remove()
    assert not Need.visible_to(ANONYMOUS).exists()
    actions.install()

    assert {need.pk for need in Need.visible_to(reader_named("member"))} == before
