"""A snapshot is read under the narrower of the markings that its items had and have, and counted from that alone."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from pytest_django import DjangoAssertNumQueries
from tests import make
from tests.matching.doing import activity, between
from tests.needs.matrix.doing import PROBATION, focal_point, need, work
from tests.reporting.snapshots.doing import frozen, on, read
from tests.rounds.rounds.doing import accept, answer, clear, opened, opening, participant

from egnatia.kernel import clock, records
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import ANONYMOUS, Reader
from egnatia.kernel.access.tokens import MEMBERS, PUBLIC, SECRETARIAT
from egnatia.kernel.faults import NotFound
from egnatia.kernel.models import Record
from egnatia.kernel.records import markings
from egnatia.matching.actions import found_anew, state_position
from egnatia.matching.models import Match
from egnatia.reporting.snapshots.queries.findings import frozen_covering, frozen_for
from egnatia.rounds.rounds.actions.lifecycle import open_round
from egnatia.rounds.rounds.rules import Invitee

pytestmark = pytest.mark.django_db
HERE = (PROBATION, "ALB")
EVERYBODY = frozenset({MEMBERS})


def narrow(record: UUID, marking: Marking, *, by: Reader) -> None:
    markings.remark(Record.objects.get(pk=record), marking, by=by)


def old(match: Match) -> Match:
    """Found so long ago that members see it."""
    Match.objects.filter(pk=match.pk).update(found_at=clock.now().replace(year=2020))
    return match


class TestItems:
    def test_each_reads_what_he_could_read_then(
        self, desk: Reader, arta: Reader, accepted: UUID, member: Reader
    ) -> None:
        work("Everybody reads it", by=arta, economies=("ALB",))
        work("Focal points read it", by=arta, economies=("ALB",), marking=make.amber("focal-points"))

        snapshot = frozen(accepted, desk)

        assert {each.title for each in read(desk, snapshot).works.values()} == {
            "Everybody reads it", "Focal points read it",
        }  # fmt: skip
        assert {each.title for each in read(member, snapshot).works.values()} == {"Everybody reads it"}
        assert read(member, snapshot).leaves()[HERE].works == 1

    def test_what_was_narrowed_since_is_as_if_never_there(
        self, desk: Reader, arta: Reader, accepted: UUID, member: Reader
    ) -> None:
        activity = work(by=arta, economies=("ALB",))
        snapshot = frozen(accepted, desk)

        narrow(activity.pk, make.STRICT, by=arta)

        assert read(member, snapshot).works == read(desk, snapshot).works == {}
        assert list(read(arta, snapshot).works) == [activity.pk]

    def test_what_was_widened_since_is_not_read_by_more(
        self, desk: Reader, arta: Reader, accepted: UUID, member: Reader
    ) -> None:
        activity = work(by=arta, economies=("ALB",), marking=make.amber("focal-points"))
        snapshot = frozen(accepted, desk)
        record = Record.objects.get(pk=activity.pk)
        records.set_marking(record, make.CLEAR, frozenset({PUBLIC}))
        record.save()
        records.grant(record)

        assert read(member, snapshot).works == {}

    def test_a_withdrawn_need_is_gone_and_its_cell_is_empty(
        self, desk: Reader, arta: Reader, accepted: UUID, asked: UUID
    ) -> None:
        snapshot = frozen(accepted, desk)
        assert list(read(desk, snapshot).open_cells()) == [HERE]

        records.withdraw(Record.objects.get(pk=asked), by=arta)

        assert read(desk, snapshot).open_cells() == {}
        assert read(desk, snapshot).answers == ()

    def test_what_changes_later_changes_nothing(self, desk: Reader, arta: Reader, accepted: UUID) -> None:
        snapshot = frozen(accepted, desk)

        work(by=arta, economies=("ALB",))
        need(arta, objective="2.3.1")

        assert list(read(desk, snapshot).leaves()) == [HERE]

    def test_nobody_reads_anything_of_a_snapshot_that_he_may_not_read(self, desk: Reader, accepted: UUID) -> None:
        snapshot = frozen(accepted, desk)

        assert frozen_for(ANONYMOUS, snapshot) is None
        with pytest.raises(NotFound):
            frozen_covering(EVERYBODY, ANONYMOUS, snapshot)

    def test_the_number_of_queries_is_the_same_whatever_is_hidden(
        self,
        desk: Reader,
        arta: Reader,
        accepted: UUID,
        member: Reader,
        django_assert_num_queries: DjangoAssertNumQueries,
    ) -> None:
        bare = frozen(accepted, desk)
        for _ in range(3):
            work(by=arta, economies=("ALB",), marking=make.amber("focal-points"))
        full = frozen(accepted, desk)

        with django_assert_num_queries(10):
            frozen_for(member, bare)
        with django_assert_num_queries(10):
            frozen_for(member, full)


class TestAnswers:
    def test_answers_are_read_by_those_who_could_read_them_in_the_round(
        self, desk: Reader, arta: Reader, accepted: UUID, member: Reader
    ) -> None:
        snapshot = frozen(accepted, desk)

        assert [each.verdict for each in read(desk, snapshot).answers] == ["true"]
        assert read(arta, snapshot).answers == read(desk, snapshot).answers
        assert read(member, snapshot).answers == ()

    def test_who_cleared_what_after_consulting_whom_the_desk_and_their_own_side_read(
        self, desk: Reader, arta: Reader, accepted: UUID, member: Reader
    ) -> None:
        snapshot = frozen(accepted, desk)

        (clearance,) = read(desk, snapshot).clearances

        assert (clearance.economy, clearance.cleared_by, clearance.consulted) == (
            "ALB", "arta (demo)", "the Ministry of Justice",
        )  # fmt: skip
        assert clearance.accepted_by == "desk (demo)"
        assert read(arta, snapshot).clearances == (clearance,)
        assert read(member, snapshot).clearances == ()

    def test_a_need_that_is_over_counts_no_more_for_those_who_read_that(
        self, desk: Reader, arta: Reader, asked: UUID, member: Reader
    ) -> None:
        other = need(arta, objective="2.3.1")
        record = opened(desk)
        who = participant(record)
        answer(arta, who, asked, "done")
        answer(arta, who, other)
        clear(who, by=arta)
        accept(who, by=desk)

        snapshot = frozen(record, desk)

        assert list(read(desk, snapshot).needs) == list(read(arta, snapshot).needs) == [other]
        assert set(read(member, snapshot).needs) == {asked, other}


class TestMatches:
    def test_a_match_is_read_by_whoever_reads_both_activities(self, desk: Reader, member: Reader) -> None:
        left, right = make.reader("left"), make.reader("right")
        match = old(two_overlap(left, right))
        record = _of_macedonia(desk)
        snapshot = frozen(record, desk)
        assert [each.kept.match for each in read(member, snapshot).matches] == [match.pk]

        narrow(match.left_id, make.STRICT, by=left if match.left_owner == UUID(left.organisation) else right)

        assert read(member, snapshot).matches == ()

    def test_in_its_first_days_it_is_the_owners_and_the_desks(self, desk: Reader, member: Reader) -> None:
        left, right = make.reader("left"), make.reader("right")
        two_overlap(left, right)

        snapshot = frozen(_of_macedonia(desk), desk)

        assert [len(read(who, snapshot).matches) for who in (desk, left, right, member)] == [1, 1, 1, 0]
        assert frozen_covering(EVERYBODY, desk, snapshot).matches == ()

    def test_frozen_in_its_first_days_it_opens_when_the_match_of_today_does(self, desk: Reader, member: Reader) -> None:
        with on(date(2026, 11, 27)):
            match = two_overlap(make.reader("left"), make.reader("right"))
            snapshot = frozen(_of_macedonia(desk), desk)
        later = date(2026, 12, 28)

        with on(later):
            assert [len(read(who, snapshot).matches) for who in (desk, member)] == [1, 1]
            assert len(frozen_covering(EVERYBODY, desk, snapshot).matches) == 1
            found_anew(match.left_id)
            assert [len(read(who, snapshot).matches) for who in (desk, member)] == [1, 0]
            assert frozen_covering(EVERYBODY, desk, snapshot).matches == ()

    @pytest.mark.parametrize("gone", [True, False])
    def test_what_is_no_longer_found_opens_to_nobody_else(self, desk: Reader, member: Reader, *, gone: bool) -> None:
        with on(date(2026, 11, 27)):
            match = two_overlap(make.reader("left"), make.reader("right"))
            snapshot = frozen(_of_macedonia(desk), desk)
        if gone:
            Match.objects.update(gone_at=clock.now())
        else:
            match.delete()

        with on(date(2026, 12, 28)):
            assert [len(read(who, snapshot).matches) for who in (desk, member)] == [1, 0]

    def test_what_everybody_knew_of_when_it_was_frozen_stays_open(self, desk: Reader, member: Reader) -> None:
        match = old(two_overlap(make.reader("left"), make.reader("right")))
        snapshot = frozen(_of_macedonia(desk), desk)

        match.delete()

        assert len(read(member, snapshot).matches) == 1

    def test_views_are_read_by_those_who_read_them(self, desk: Reader, member: Reader) -> None:
        left, right = make.reader("left"), make.reader("right")
        match = old(two_overlap(left, right))
        state_position(match.pk, "coordinate", "We meet in March", make.GREEN, by=left)
        state_position(
            match.pk, "coordinate", "", Marking(Tlp.AMBER_STRICT, offices=frozenset({SECRETARIAT})), by=right
        )

        snapshot = frozen(_of_macedonia(desk), desk)

        assert [read(who, snapshot).matches[0].state for who in (left, right, desk, member)] == [
            "open", "agreed", "agreed", "open",
        ]  # fmt: skip
        assert [view.note for view in read(member, snapshot).matches[0].views] == ["We meet in March"]

    def test_money_that_was_reported_twice_is_counted_once(self, desk: Reader, member: Reader) -> None:
        left, right = make.reader("left"), make.reader("right")
        match = old(one_reported_twice(left, right))
        snapshot = frozen(_of_macedonia(desk), desk)
        (euro,) = read(member, snapshot).money()
        assert (euro.reported, euro.counted, euro.reported_twice) == (Decimal(360_000), Decimal(180_000), 1)

        again = match.counted_again_id
        first = match.left_id if again == match.right_id else match.right_id
        owner = left if Record.objects.get(pk=first).owner_id == UUID(left.organisation) else right
        narrow(first, make.STRICT, by=owner)

        (euro,) = read(member, snapshot).money()
        assert (euro.reported, euro.counted) == (Decimal(180_000), Decimal(180_000))

    def test_where_the_owners_agree_that_they_differ_both_count(self, desk: Reader, member: Reader) -> None:
        left, right = make.reader("left"), make.reader("right")
        match = old(one_reported_twice(left, right))
        for owner in (left, right):
            state_position(match.pk, "different", "Two grants", make.GREEN, by=owner)

        (euro,) = read(member, frozen(_of_macedonia(desk), desk)).money()

        assert euro.again == 0


class TestAudiences:
    def test_an_audience_reads_what_both_markings_cover(
        self, desk: Reader, arta: Reader, accepted: UUID, asked: UUID
    ) -> None:
        public = work("Everybody reads it", by=arta, economies=("ALB",), marking=make.CLEAR)
        members = work("Members read it", by=arta, economies=("ALB",))
        work("Focal points read it", by=arta, economies=("ALB",), marking=make.amber("focal-points"))
        snapshot = frozen(accepted, desk)

        assert set(frozen_covering(frozenset({PUBLIC}), desk, snapshot).works) == {public.pk}
        assert set(frozen_covering(EVERYBODY, desk, snapshot).works) == {public.pk, members.pk}
        assert set(frozen_covering(EVERYBODY, desk, snapshot).needs) == {asked}
        narrow(public.pk, make.GREEN, by=arta)
        assert set(frozen_covering(frozenset({PUBLIC}), desk, snapshot).works) == set()

    def test_who_cleared_is_for_no_audience(self, desk: Reader, accepted: UUID) -> None:
        snapshot = frozen(accepted, desk)

        audience = frozen_covering(EVERYBODY, desk, snapshot)

        assert (audience.answers, audience.clearances) == ((), ())

    def test_an_audience_of_nobody_reads_nothing(self, desk: Reader, accepted: UUID) -> None:
        assert frozen_covering(frozenset(), desk, frozen(accepted, desk)).needs == {}

    def test_answers_are_for_offices_that_all_read_them(self, desk: Reader, accepted: UUID) -> None:
        snapshot = frozen(accepted, desk)
        office = frozenset({"S"})

        assert len(frozen_covering(office, desk, snapshot).answers) == 1
        narrow(accepted, make.amber("focal-points"), by=desk)
        assert frozen_covering(office, desk, snapshot).answers == ()


def two_overlap(left: Reader, right: Reader) -> Match:
    """A possible overlap that has its place in the matrix."""
    served = frozenset({PROBATION})
    one = activity(left, compare=False, objectives=served)
    return between(one, activity(right, amount=500_000.0, objectives=served))


def one_reported_twice(left: Reader, right: Reader) -> Match:
    served, fund = frozenset({PROBATION}), "Nordlys Fund (demo)"
    one = activity(left, funder=fund, compare=False, objectives=served)
    return between(one, activity(right, funder=fund, objectives=served))


def _of_macedonia(desk: Reader) -> UUID:
    """A round in which North Macedonia, where the trainings are, cleared that nothing is asked of it."""
    mira = focal_point("MKD", "mira")
    record = open_round(opening(participants=(Invitee("states", economy="MKD"),)), make.GREEN, by=desk)
    who = participant(record, "MKD")
    clear(who, by=mira)
    accept(who, by=desk)
    return record
