"""The demo's round is under way: some have answered, one has cleared, of one it was accepted."""

import pytest
from tests.start.demo.loaded import demo

from egnatia.kernel import records
from egnatia.kernel.access.reader import SYSTEM
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named
from egnatia.needs.needs.models import Need
from egnatia.rounds.rounds.models import Participant, Round
from egnatia.rounds.rounds.queries.answers import RoundQuery
from egnatia.rounds.rounds.queries.detail import round_page
from egnatia.rounds.rounds.queries.inbox import unanswered_by
from egnatia.start.demo import fixtures, rounds
from egnatia.taxonomy.forum import forum
from egnatia.taxonomy.vocabularies import objectives

pytestmark = pytest.mark.django_db
assert demo


@pytest.mark.usefixtures("demo")
def test_a_round_is_open_and_each_sees_their_part() -> None:
    record = Round.objects.get().pk
    officer = round_page(reader_named("secretariat"), record, forum())
    focal = round_page(reader_named("focal-al"), record, forum())

    assert len(officer.rows) == 13
    assert officer.received_words == focal.received_words == "2 of 12 replies received"
    assert {row.stage for row in officer.rows if row.asked} == {"invited", "started", "cleared", "accepted"}
    assert [row.economy for row in focal.rows] == ["ALB"]
    assert all(row.reachable for row in officer.rows)


@pytest.mark.usefixtures("demo")
def test_the_focal_point_of_albania_is_in_the_middle_of_it() -> None:
    (waiting,) = unanswered_by(reader_named("focal-al"))

    assert waiting.answered == len(fixtures.rounds()[0].answers)
    assert waiting.left >= 3


@pytest.mark.usefixtures("demo")
def test_the_secretariat_reads_what_montenegro_cleared_and_nothing_of_what_albania_drafts() -> None:
    officer = RoundQuery(reader_named("secretariat"), forum(), objectives())
    rows = dict(Participant.objects.filter(economy__in=["ALB", "MNE"]).values_list("economy", "pk"))

    assert officer.page(rows["MNE"]).answered == len(officer.page(rows["MNE"]).items) > 0
    assert officer.page(rows["ALB"]).answered == 0


@pytest.mark.usefixtures("demo")
def test_a_round_is_opened_though_all_needs_of_whoever_cleared_were_withdrawn() -> None:
    economies = [each.economy for each in fixtures.rounds()[0].cleared]
    for need in Need.objects.filter(economy__in=economies).select_related("record"):
        records.withdraw(need.record, by=SYSTEM)
    Record.objects.filter(kind=Round.KIND).update(provenance={})  # as if there were none of the demo yet

    assert rounds.open_all() == 1

    found = Participant.objects.filter(round__record__provenance__has_key="demo", economy__in=economies)
    assert {each.stage for each in found} == {"invited"}
