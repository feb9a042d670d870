"""A text circulates: adopted unless somebody objects in time."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from tests import make
from tests.reporting.snapshots.doing import AT_A_MEETING, frozen, on, read, stages, state
from tests.rounds.rounds.doing import accept, clear, opened, participant

from egnatia.kernel import records
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Record
from egnatia.kernel.records import markings
from egnatia.reporting.jobs import end_of_silence
from egnatia.reporting.snapshots.actions import object_to, settle, take_text_back
from egnatia.reporting.snapshots.models import Snapshot, SnapshotObjection
from egnatia.reporting.snapshots.queries.detail import page_of
from egnatia.reporting.snapshots.queries.verification import found_wrong
from egnatia.reporting.snapshots.rules import Meeting, Silence
from egnatia.rounds.rounds.actions.acceptance import take_acceptance_back
from egnatia.rounds.rounds.actions.lifecycle import withdraw_round
from egnatia.rounds.rounds.queries.detail import round_page
from egnatia.taxonomy.forum import forum
from egnatia.workdays.models import WorkingCalendar

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 30)
LAST = date(2026, 12, 3)  # the third working day after it


@pytest.fixture
def text(desk: Reader, accepted: UUID) -> UUID:
    """Circulating from Monday for three working days."""
    with on(MONDAY):
        return frozen(accepted, desk, way=Silence(3))


def stage_for(reader: Reader, record: UUID) -> list[str]:
    return [row.stage for row in round_page(reader, record, forum()).rows if row.economy == "ALB"]


def test_it_circulates_for_working_days_of_all_participants(desk: Reader, accepted: UUID) -> None:
    WorkingCalendar.objects.create(economy_id="MNE", weekend=[5, 6], holidays=[date(2026, 12, 2)])

    with on(MONDAY):
        head = read(desk, frozen(accepted, desk, way=Silence(3))).head

    assert (head.state, head.deadline) == ("circulating", date(2026, 12, 4))


def test_on_its_last_day_it_still_circulates(desk: Reader, accepted: UUID, text: UUID) -> None:
    with on(LAST):
        assert settle() == 0
        assert read(desk, text).head.state == "circulating"
        assert stage_for(desk, accepted) == ["accepted"]


def test_the_day_after_every_page_says_adopted_before_anything_is_written(
    desk: Reader, arta: Reader, accepted: UUID, text: UUID
) -> None:
    with on(LAST + timedelta(days=1)):
        head = read(desk, text).head

        assert (head.state, head.adopted_on) == ("adopted", LAST + timedelta(days=1))
        assert stage_for(desk, accepted) == stage_for(arta, accepted) == ["adopted"]
    assert (state(text), stages(accepted)["ALB"]) == ("circulating", "accepted")


def test_the_worker_writes_it_down_once(accepted: UUID, text: UUID) -> None:
    with on(LAST + timedelta(days=2)):
        end_of_silence(0)
        end_of_silence(0)

    assert (state(text), stages(accepted)["ALB"]) == ("adopted", "adopted")
    assert Snapshot.objects.get(pk=text).adopted_on == LAST + timedelta(days=1)
    assert AuditEvent.objects.filter(target=str(text), verb="adopted").count() == 1


def test_the_next_text_writes_down_that_silence_was_over(desk: Reader, accepted: UUID, text: UUID) -> None:
    with on(LAST + timedelta(days=1)):
        again = frozen(accepted, desk, way=Silence(3))

        assert read(desk, again).head.corrects == text
    assert state(text) == "adopted"


def test_only_one_text_circulates(desk: Reader, accepted: UUID, text: UUID) -> None:
    assert text
    with on(MONDAY), pytest.raises(NotAllowed, match="snapshot-circulates"):
        frozen(accepted, desk)


class TestObjections:
    def test_an_objection_breaks_the_silence(self, desk: Reader, arta: Reader, accepted: UUID, text: UUID) -> None:
        with on(LAST):
            object_to(text, participant(accepted), "Probation is missing", by=arta)
        with on(LAST + timedelta(days=9)):
            assert settle() == 0
            assert read(desk, text).head.state == "broken"
            assert stage_for(desk, accepted) == ["accepted"]

    def test_who_objected_and_why_the_desk_and_their_side_read(
        self, desk: Reader, arta: Reader, *, accepted: UUID, text: UUID, member: Reader, mira: Reader
    ) -> None:
        with on(LAST):
            object_to(text, participant(accepted), "Probation is missing", by=arta)

        for who in (desk, arta):
            (objection,) = page_of(who, text, forum()).objections
            assert (objection.participant, objection.reason) == ("Albania", "Probation is missing")
        for who in (member, mira):
            assert page_of(who, text, forum()).objections == ()
            assert read(who, text).head.state == "broken"
        assert str(SnapshotObjection.objects.get()).endswith(str(text))

    def test_whoever_holds_no_office_there_objects_to_nothing(
        self, arta: Reader, mira: Reader, desk: Reader, *, accepted: UUID, text: UUID, member: Reader
    ) -> None:
        albania, police = participant(accepted), make.reader("police", seats=(("focal-points", "ALB"),))
        with on(LAST):
            for who in (mira, member):
                with pytest.raises(NotFound):
                    object_to(text, albania, "No", by=who)
            for who in (police, desk):
                with pytest.raises(NotAllowed, match="snapshot-office"):
                    object_to(text, albania, "No", by=who)
            with pytest.raises(NotAllowed, match="snapshot-reason"):
                object_to(text, albania, "", by=arta)
        assert state(text) == "circulating"

    def test_once_silence_is_over_nobody_objects(self, arta: Reader, accepted: UUID, text: UUID) -> None:
        with on(LAST + timedelta(days=1)), pytest.raises(NotAllowed, match="snapshot-over"):
            object_to(text, participant(accepted), "Too late", by=arta)

    def test_nobody_objects_twice(self, arta: Reader, mira: Reader, accepted: UUID, text: UUID) -> None:
        with on(LAST):
            object_to(text, participant(accepted), "No", by=arta)
            with pytest.raises(NotAllowed, match="snapshot-over"):
                object_to(text, participant(accepted, "MNE"), "No", by=mira)


class TestMeanwhile:
    def test_nothing_of_it_is_taken_back(self, desk: Reader, accepted: UUID, text: UUID) -> None:
        assert text
        with on(LAST):
            with pytest.raises(NotAllowed, match="round-circulates"):
                take_acceptance_back(participant(accepted), by=desk)
            with pytest.raises(NotAllowed, match="round-adopted"):
                withdraw_round(accepted, by=desk)

    def test_the_desk_takes_the_text_back_and_the_answers_are_free(
        self, desk: Reader, arta: Reader, accepted: UUID, text: UUID
    ) -> None:
        with on(LAST):
            with pytest.raises(NotAllowed, match="secretariat"):
                take_text_back(text, by=arta)
            take_text_back(text, by=desk)
            take_acceptance_back(participant(accepted), by=desk)
            with pytest.raises(NotAllowed, match="snapshot-over"):
                take_text_back(text, by=desk)

        assert (state(text), stages(accepted)["ALB"]) == ("broken", "cleared")


class TestWithdrawing:
    """Of a round of which nobody's answers were accepted."""

    @pytest.mark.parametrize("way", [Silence(3), AT_A_MEETING])
    def test_while_a_text_stands_the_round_stays(self, desk: Reader, way: Silence | Meeting) -> None:
        record = opened(desk)
        with on(MONDAY):
            frozen(record, desk, way=way)

        for day in (MONDAY, LAST + timedelta(days=1)):
            with on(day), pytest.raises(NotAllowed, match="round-adopted"):
                withdraw_round(record, by=desk)
        assert round_page(desk, record, forum()).title

    def test_once_the_text_is_taken_back_it_can_be_withdrawn(self, desk: Reader) -> None:
        record = opened(desk)
        with on(MONDAY):
            take_text_back(frozen(record, desk, way=Silence(3)), by=desk)
            withdraw_round(record, by=desk)

        with pytest.raises(NotFound):
            round_page(desk, record, forum())


class TestWhoIsInIt:
    def test_whoever_was_accepted_while_it_circulated_waits_for_the_next_text(
        self, desk: Reader, mira: Reader, accepted: UUID, text: UUID
    ) -> None:
        assert text
        with on(LAST):
            clear(participant(accepted, "MNE"), by=mira)
            accept(participant(accepted, "MNE"), by=desk)

        with on(LAST + timedelta(days=1)):
            settle()

        assert stages(accepted) == {"ALB": "adopted", "MNE": "accepted", "BGR": "invited"}


class TestWhoReadsIt:
    """Whoever may object has to read the text and its round until silence is over."""

    @pytest.mark.parametrize("marked", ["text", "round"])
    def test_marking_either_for_fewer_ends_the_circulation(
        self, desk: Reader, *, accepted: UUID, text: UUID, marked: str
    ) -> None:
        with on(LAST):
            remark(text if marked == "text" else accepted, make.STRICT, by=desk)
            assert state(text) == "broken"

        with on(LAST + timedelta(days=1)):
            assert settle() == 0
        assert (state(text), stages(accepted)["ALB"]) == ("broken", "accepted")
        assert AuditEvent.objects.filter(target=str(text), verb="ended silence").count() == 1
        take_acceptance_back(participant(accepted), by=desk)

    def test_marking_the_text_as_wide_as_its_round_ends_nothing(self, desk: Reader, accepted: UUID) -> None:
        with on(MONDAY):
            wide = frozen(accepted, desk, way=Silence(3), marking=make.CLEAR)
            remark(wide, make.GREEN, by=desk)

        assert state(wide) == "circulating"

    def test_what_was_silent_before_it_was_marked_is_adopted(self, desk: Reader, accepted: UUID, text: UUID) -> None:
        with on(LAST + timedelta(days=1)):
            remark(text, make.STRICT, by=desk)

        assert (state(text), stages(accepted)["ALB"]) == ("adopted", "adopted")

    def test_what_does_not_cover_its_round_is_never_adopted(self, desk: Reader, accepted: UUID, text: UUID) -> None:
        assert desk
        record = Record.objects.get(pk=text)
        records.set_marking(record, make.STRICT, frozenset({"O:nobody"}))
        record.save()

        with on(LAST + timedelta(days=1)):
            assert settle() == 0

        assert (state(text), stages(accepted)["ALB"]) == ("broken", "accepted")
        assert list(found_wrong()) == []


def remark(record: UUID, marking: Marking, *, by: Reader) -> None:
    markings.remark(Record.objects.get(pk=record), marking, by=by)
