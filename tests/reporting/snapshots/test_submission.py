"""Results are fixed when they are submitted; the board's decision is recorded later, on that content."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse
from tests import make
from tests.needs.matrix.doing import need, work
from tests.reporting.reports.doing import document, made
from tests.reporting.snapshots.doing import TITLE, on, read, stages, state
from tests.rounds.rounds.doing import accept, clear, participant
from tests.visits import faults, got, levels, of, offers, rows

from egnatia.formats.reports.document import Document, Paragraph
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import AuditEvent
from egnatia.reporting.snapshots.actions import freeze, record_adoption, take_text_back
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.queries.verification import found_wrong
from egnatia.reporting.snapshots.rules import BoardDecision, Meeting, Silence, SnapshotText
from egnatia.rounds.rounds.actions.acceptance import take_acceptance_back

pytestmark = pytest.mark.django_db
SUBMITTED, MET = date(2026, 12, 7), date(2026, 12, 18)
NINTH = BoardDecision(MET, "Ninth meeting")


def submitted(record: UUID, desk: Reader, *, names: bool = True) -> UUID:
    with on(SUBMITTED):
        said = SnapshotText(TITLE, "The board takes note of the open needs.", "en", Meeting(), names)
        return freeze(record, said, make.GREEN, by=desk)


def lead(found: Document) -> str:
    first = found.front[0]
    assert isinstance(first, Paragraph)
    return first.words.text


class TestAdoptingLater:
    def test_the_content_is_that_of_the_day_on_which_it_was_submitted(
        self, desk: Reader, arta: Reader, accepted: UUID, member: Reader
    ) -> None:
        work("Mentoring", by=arta, economies=("ALB",))
        snapshot = submitted(accepted, desk)
        paper = made(snapshot, desk, "board")
        before = document(member, paper)
        work("What came later", by=arta, economies=("ALB",))

        with on(MET):
            record_adoption(snapshot, NINTH, by=desk)
            after = document(member, paper)

        assert before.digest == after.digest
        assert before.blocks == after.blocks
        assert before.front == after.front
        assert "not yet adopted" in before.decision.text
        assert "18 December 2026" in after.decision.text
        assert not list(found_wrong())

    def test_whose_replies_are_in_it_are_adopted_with_it_and_nobody_else(
        self, desk: Reader, mira: Reader, accepted: UUID
    ) -> None:
        snapshot = submitted(accepted, desk)
        assert stages(accepted)["ALB"] == "accepted"
        with pytest.raises(NotAllowed, match="round-circulates"):
            take_acceptance_back(participant(accepted), by=desk)
        late = participant(accepted, "MNE")
        clear(late, "the Ministry of the Interior", by=mira)
        accept(late, by=desk)

        with on(MET):
            record_adoption(snapshot, NINTH, by=desk)

        assert (stages(accepted)["ALB"], stages(accepted)["MNE"]) == ("adopted", "accepted")
        event = AuditEvent.objects.get(target=str(snapshot), verb="adopted")
        assert event.by == desk.name

    @pytest.mark.parametrize("day", [SUBMITTED - timedelta(days=1), MET + timedelta(days=1)])
    def test_it_is_never_adopted_before_its_own_day_or_on_one_to_come(
        self, desk: Reader, accepted: UUID, day: date
    ) -> None:
        snapshot = submitted(accepted, desk)

        with on(MET), pytest.raises(NotAllowed, match="snapshot-day"):
            record_adoption(snapshot, BoardDecision(day, ""), by=desk)

        assert state(snapshot) == "submitted"

    def test_nor_by_whoever_writes_to_the_database(self, desk: Reader, accepted: UUID) -> None:
        snapshot = submitted(accepted, desk)

        with pytest.raises(ProgrammingError, match="before its own day"), transaction.atomic():
            Snapshot.objects.filter(pk=snapshot).update(state="adopted", adopted_on=date(2026, 1, 1))

    def test_only_the_desk_records_it_and_only_once(self, desk: Reader, arta: Reader, accepted: UUID) -> None:
        snapshot = submitted(accepted, desk)
        with on(MET):
            with pytest.raises(NotAllowed, match="secretariat"):
                record_adoption(snapshot, NINTH, by=arta)
            record_adoption(snapshot, NINTH, by=desk)
            with pytest.raises(NotAllowed, match="snapshot-decided"):
                record_adoption(snapshot, NINTH, by=desk)

    def test_what_awaits_the_board_is_alone_until_it_is_taken_back(self, desk: Reader, accepted: UUID) -> None:
        snapshot = submitted(accepted, desk)
        with pytest.raises(NotAllowed, match="snapshot-circulates"):
            submitted(accepted, desk)

        take_text_back(snapshot, by=desk)

        assert state(snapshot) == "withdrawn"
        take_acceptance_back(participant(accepted), by=desk)
        assert not list(found_wrong())


class TestPages:
    def test_the_decision_is_recorded_in_a_form_that_knows_its_days(self, desk: Reader, accepted: UUID) -> None:
        snapshot, client = submitted(accepted, desk), of(desk)
        address = reverse("reporting:snapshot-decision", args=[snapshot])
        with on(MET):
            assert offers(got(client, "reporting:snapshot", snapshot), "reporting:snapshot-decision", snapshot)
            for day in ("2026-12-06", "2026-12-19", ""):
                assert faults(client.post(address, {"day": day})).keys() == {"day"}

            answer = client.post(address, {"day": "2026-12-18", "words": "Ninth meeting"}, follow=True)

            assert levels(answer) == ["success"]
            assert "Ninth meeting" in answer.text
            assert not offers(answer, "reporting:snapshot-decision", snapshot)

    def test_others_do_not_record_it(self, desk: Reader, arta: Reader, accepted: UUID) -> None:
        snapshot = submitted(accepted, desk)
        address = reverse("reporting:snapshot-decision", args=[snapshot])

        assert not offers(got(of(arta), "reporting:snapshot", snapshot), "reporting:snapshot-decision", snapshot)
        assert of(arta).get(address).status_code == 403
        assert of(arta).get(reverse("reporting:snapshot-decision", args=[UUID(int=1)])).status_code == 404

    def test_what_was_adopted_by_silence_awaits_no_decision(self, desk: Reader, accepted: UUID) -> None:
        said = SnapshotText(TITLE, "", "en", Silence(5))
        snapshot = freeze(accepted, said, make.GREEN, by=desk)

        assert of(desk).get(reverse("reporting:snapshot-decision", args=[snapshot])).status_code == 403


class TestReplies:
    def test_who_had_not_replied_stays_on_it_after_adoption(
        self, desk: Reader, mira: Reader, accepted: UUID, member: Reader
    ) -> None:
        need(mira, economy="MNE")
        snapshot = submitted(accepted, desk)
        paper = made(snapshot, desk, "board")
        clear(participant(accepted, "MNE"), "the Ministry of the Interior", by=mira)
        with on(MET):
            record_adoption(snapshot, NINTH, by=desk)

            page = got(of(member), "reporting:snapshot", snapshot).context["snapshot"]

            assert (page.answered, page.outstanding) == (("Albania",), ("Montenegro",))
            assert (
                lead(document(member, paper))
                == "Replies received: 1 of 2 (Albania); for the others, needs as last confirmed."
            )

    def test_only_their_number_is_told_where_the_secretariat_does_not_name_them(
        self, desk: Reader, accepted: UUID, member: Reader
    ) -> None:
        snapshot = submitted(accepted, desk, names=False)

        page = got(of(member), "reporting:snapshot", snapshot)
        head = read(member, snapshot).head

        assert (page.context["snapshot"].answered, page.context["snapshot"].outstanding) == ((), ())
        assert head.replies
        assert (head.replies.received, head.replies.asked) == (1, 2)


class TestRoundsList:
    def test_it_says_the_state_and_leads_to_what_was_adopted(
        self, desk: Reader, accepted: UUID, member: Reader
    ) -> None:
        assert state_cells(member) == ["Open"]
        snapshot = submitted(accepted, desk)
        assert state_cells(member) == ["Submitted for adoption"]
        with on(MET):
            record_adoption(snapshot, NINTH, by=desk)
            for page in (got(of(member), "rounds:rounds"), got(of(member), "rounds:round", accepted)):
                assert "Adopted on 18 December 2026" in page.text
                assert offers(page, "reporting:snapshot", snapshot)
            assert not offers(got(of(member), "rounds:rounds"), "reporting:round-analysis", accepted)
            assert offers(got(of(desk), "rounds:rounds"), "reporting:round-analysis", accepted)

    def test_under_silence_it_says_until_when(self, desk: Reader, accepted: UUID, member: Reader) -> None:
        with on(SUBMITTED):
            freeze(accepted, SnapshotText(TITLE, "", "en", Silence(5)), make.GREEN, by=desk)

            assert state_cells(member) == ["Under silence procedure until 14 December 2026"]

    def test_what_was_withdrawn_is_not_named(self, desk: Reader, accepted: UUID, member: Reader) -> None:
        take_text_back(submitted(accepted, desk), by=desk)

        assert state_cells(member) == ["Open"]


def state_cells(reader: Reader) -> list[str]:
    """The column on the state of each round."""
    with on(SUBMITTED):
        return [row[4] for row in rows(got(of(reader), "rounds:rounds"))]
