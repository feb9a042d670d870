"""Freezing what was accepted: who may, for whom, and what becomes of the participants."""

from datetime import date
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests import make
from tests.needs.matrix.doing import need, work
from tests.reporting.snapshots.doing import frozen, read, said, stages
from tests.rounds.rounds.doing import accept, clear, participant

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.models import AuditEvent, Record
from egnatia.kernel.records import markings
from egnatia.reporting.snapshots.actions import freeze
from egnatia.reporting.snapshots.models import Snapshot, SnapshotMatch, SnapshotSource
from egnatia.reporting.snapshots.queries import sources
from egnatia.reporting.snapshots.queries.sources import gathered
from egnatia.reporting.snapshots.queries.visible import snapshots_seen_by
from egnatia.reporting.snapshots.rules import MOST_SOURCES, Silence
from egnatia.rounds.rounds.actions.acceptance import take_acceptance_back
from egnatia.rounds.rounds.actions.clearance import take_back
from egnatia.rounds.rounds.actions.lifecycle import withdraw_round
from egnatia.rounds.rounds.models import Round

pytestmark = pytest.mark.django_db
SILENCE = Silence(3)


class TestFreezing:
    def test_what_was_accepted_is_adopted_and_what_was_not_waits(self, desk: Reader, accepted: UUID) -> None:
        snapshot = frozen(accepted, desk)

        assert stages(accepted) == {"ALB": "adopted", "MNE": "invited", "BGR": "invited"}
        head = read(desk, snapshot).head
        assert (head.state, head.adopted_on, head.number, head.corrects) == ("adopted", clock.today(), 1, None)

    def test_the_trail_holds_its_digest(self, desk: Reader, accepted: UUID) -> None:
        snapshot = frozen(accepted, desk)

        event = AuditEvent.objects.get(target=str(snapshot), verb="froze")

        assert event.detail["digest"] == Snapshot.objects.get(pk=snapshot).digest
        assert len(event.detail["digest"]) == 64

    def test_after_adoption_nothing_is_taken_back(self, desk: Reader, arta: Reader, accepted: UUID) -> None:
        frozen(accepted, desk)
        who = participant(accepted)

        for attempt, by in ((take_acceptance_back, desk), (take_back, arta)):
            with pytest.raises(NotAllowed, match="round-stage"):
                attempt(who, by=by)
        with pytest.raises(NotAllowed, match="round-adopted"):
            withdraw_round(accepted, by=desk)

    def test_only_the_desk_freezes(self, arta: Reader, accepted: UUID) -> None:
        with pytest.raises(NotAllowed, match="secretariat"):
            frozen(accepted, arta)

    def test_a_round_that_one_does_not_see_is_none(self, desk: Reader, accepted: UUID) -> None:
        markings.remark(Record.objects.get(pk=accepted), make.STRICT, by=desk)

        with pytest.raises(NotFound):
            frozen(accepted, make.reader("other-desk", secretariat=True))

    def test_whoever_reads_the_round_has_to_read_it(self, desk: Reader, accepted: UUID) -> None:
        with pytest.raises(NotAllowed, match="snapshot-audience"):
            frozen(accepted, desk, marking=make.amber("focal-points"))

        assert frozen(accepted, desk, marking=make.CLEAR)

    def test_what_changed_since_it_was_looked_at_is_looked_at_again(
        self, desk: Reader, arta: Reader, accepted: UUID
    ) -> None:
        looked_at = gathered(desk, Round.objects.get(pk=accepted)).fingerprint()
        work(by=arta, economies=("ALB",))

        with pytest.raises(ChangedMeanwhile):
            freeze(accepted, said(), make.GREEN, by=desk, expected=looked_at)

        again = gathered(desk, Round.objects.get(pk=accepted)).fingerprint()
        assert freeze(accepted, said(), make.GREEN, by=desk, expected=again)

    def test_more_than_pages_can_count_is_refused(
        self, desk: Reader, accepted: UUID, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(sources, "MOST_SOURCES", 1)

        with pytest.raises(NotAllowed, match="snapshot-size"):
            frozen(accepted, desk)
        assert MOST_SOURCES > 1

    def test_only_what_stands_in_the_economies_that_are_asked_goes_in(
        self, desk: Reader, arta: Reader, accepted: UUID
    ) -> None:
        here = work(by=arta, economies=("ALB", "GRC"))
        work(by=arta, economies=("GRC",))

        assert list(read(desk, frozen(accepted, desk)).works) == [here.pk]

    def test_unconfirmed_needs_stay_out_and_are_counted_for_the_desk(self, desk: Reader, accepted: UUID) -> None:
        need(desk, objective="2.3.1")

        missing = gathered(desk, Round.objects.get(pk=accepted)).missing

        assert missing.unconfirmed == 1
        assert set(missing.waiting.values()) == {"invited"}
        assert len(read(desk, frozen(accepted, desk)).needs) == 1


class TestCorrections:
    def test_a_correction_comes_after_what_was_adopted(self, desk: Reader, arta: Reader, accepted: UUID) -> None:
        first = frozen(accepted, desk)
        need(arta, objective="2.3.1")

        second = frozen(accepted, desk)

        head = read(desk, second).head
        assert (head.number, head.corrects) == (2, first)
        assert len(read(desk, first).needs) == 1
        assert len(read(desk, second).needs) == 2

    def test_of_a_series_each_counts_what_he_sees(self, desk: Reader, accepted: UUID, member: Reader) -> None:
        first = frozen(accepted, desk)
        second = frozen(accepted, desk)
        markings.remark(Record.objects.get(pk=first), make.STRICT, by=desk)

        head = read(member, second).head

        assert (head.number, head.corrects) == (1, None)
        assert [row.number for row in snapshots_seen_by(member, accepted)] == [1]
        assert [row.number for row in snapshots_seen_by(desk, accepted)] == [2, 1]

    def test_who_was_accepted_later_is_adopted_with_the_correction(
        self, desk: Reader, accepted: UUID, mira: Reader
    ) -> None:
        frozen(accepted, desk)
        who = participant(accepted, "MNE")
        clear(who, by=mira)
        accept(who, by=desk)

        frozen(accepted, desk)

        assert stages(accepted)["MNE"] == "adopted"


class TestTheDatabase:
    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE reporting_snapshot SET title = 'Another'",
            "UPDATE reporting_snapshot SET state = 'broken'",
            "DELETE FROM reporting_snapshot",
            "UPDATE reporting_snapshotsource SET content = '{}'",
            "DELETE FROM reporting_snapshotsource",
            """INSERT INTO reporting_snapshotsource (snapshot_id, record_id, kind, version, tokens, content)
            SELECT record_id, record_id, 'need', 1, '{}', '{}' FROM reporting_snapshot""",
            "DELETE FROM reporting_snapshotclearance",
            "UPDATE reporting_snapshotclearance SET content = '{}'",
        ],
    )
    def test_it_refuses_every_change_of_what_was_adopted(self, desk: Reader, accepted: UUID, statement: str) -> None:
        frozen(accepted, desk)

        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    def test_of_what_circulates_the_outcome_alone_changes(self, desk: Reader, accepted: UUID) -> None:
        snapshot = frozen(accepted, desk, way=SILENCE)

        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Snapshot.objects.filter(pk=snapshot).update(deadline=date(2020, 1, 1))
        Snapshot.objects.filter(pk=snapshot).update(state="broken")
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            Snapshot.objects.filter(pk=snapshot).update(state="circulating")


def test_its_parts_say_what_they_are(desk: Reader, accepted: UUID) -> None:
    snapshot = Snapshot.objects.get(pk=frozen(accepted, desk))
    source = SnapshotSource.objects.filter(snapshot=snapshot).first()

    assert str(snapshot) == snapshot.title
    assert str(source) == f"{snapshot.pk} rests on {source.record_id if source else ''}"
    assert str(SnapshotMatch(snapshot=snapshot, left_id=UUID(int=1), right_id=UUID(int=2))).endswith(str(snapshot.pk))
    assert str(snapshot.clearances.get()).endswith(str(snapshot.pk))
