from datetime import timedelta
from uuid import UUID

import pytest
from tests import make
from tests.activities.imports.doing import imported, titles, tried, uploaded
from tests.activities.imports.files import iati

from egnatia.activities.activities.models import Activity
from egnatia.activities.imports import jobs
from egnatia.activities.imports.actions.failures import MOST_ATTEMPTS
from egnatia.activities.imports.actions.storage import confirm
from egnatia.activities.imports.actions.undo import ask_to_undo
from egnatia.activities.imports.jobs import carry_out, carry_out_import, pick_up_imports
from egnatia.activities.imports.models import Import, ImportPiece
from egnatia.activities.imports.progress.callbacks import now_and_then
from egnatia.activities.imports.progress.models import ImportProgress, witness
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.models import AuditEvent, Membership, Person

pytestmark = pytest.mark.django_db


def confirmed(officer: Reader) -> UUID:
    made = tried(officer, iati(), marking=make.amber("focal-points"))
    confirm(made, by=officer)
    return made


def state(made: UUID) -> tuple[str, str]:
    found = Import.objects.get(pk=made)
    return found.state, found.failure


@pytest.fixture
def officer() -> Reader:
    return make.reader("officer", seats=("focal-points",))


def test_the_job_does_what_the_import_waits_for(officer: Reader) -> None:
    made = confirmed(officer)

    carry_out_import(str(made), officer.person)

    assert state(made) == ("stored", "")


def test_two_workers_do_not_work_on_one_import(officer: Reader) -> None:
    made = confirmed(officer)

    with witness(made) as other:
        assert other.take_lock()
        carry_out(made, officer.person)

    assert state(made) == ("storing", "")


def test_whoever_lost_the_right_to_share_there_stores_nothing(officer: Reader) -> None:
    made = confirmed(officer)
    Membership.objects.all().delete()

    carry_out(made, officer.person)

    assert state(made) == ("failed", "rights")
    assert not Activity.objects.exists()
    assert not ImportPiece.objects.exists()


def test_an_account_that_was_closed_meanwhile_stores_nothing(officer: Reader) -> None:
    made = confirmed(officer)
    Person.objects.filter(pk=officer.person).update(is_active=False)

    carry_out(made, officer.person)

    assert state(made) == ("failed", "rights")


@pytest.mark.parametrize(("error", "failure"), [(AlreadyThere, "taken"), (ValueError("secret"), "unexpected")])
def test_whatever_breaks_is_said_in_one_sentence_and_not_in_the_log(
    officer: Reader, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception, failure: str
) -> None:
    made = confirmed(officer)

    def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setitem(jobs.WORK, "storing", broken)
    carry_out(made, officer.person)

    assert state(made) == ("failed", failure)
    assert "secret" not in "".join(capsys.readouterr())


def test_what_was_cut_off_too_often_is_given_up(officer: Reader) -> None:
    made = confirmed(officer)
    Import.objects.filter(pk=made).update(attempts=MOST_ATTEMPTS)

    carry_out(made, officer.person)

    assert state(made) == ("failed", "interrupted")
    assert AuditEvent.objects.filter(verb="failed", target=str(made)).count() == 1
    carry_out(made, officer.person)
    assert AuditEvent.objects.filter(verb="failed", target=str(made)).count() == 1


def test_an_import_that_could_not_be_undone_is_still_stored(officer: Reader) -> None:
    made = imported(officer, iati())
    ask_to_undo(made, by=officer)
    Import.objects.filter(pk=made).update(attempts=MOST_ATTEMPTS)

    carry_out(made, officer.person)

    assert state(made) == ("stored", "interrupted")
    assert titles(officer) == ["Patrol training"]


def test_what_was_cut_off_is_queued_again_once(officer: Reader) -> None:
    from procrastinate.contrib.django.models import ProcrastinateJob

    made = confirmed(officer)

    pick_up_imports(0)
    pick_up_imports(0)

    waiting = ProcrastinateJob.objects.filter(task_name="activities.carry_out_import", status="todo")
    assert [job.args for job in waiting] == [{"import_id": str(made), "person": officer.person}]


def test_files_that_nobody_confirmed_do_not_stay_for_ever(officer: Reader) -> None:
    old, young = tried(officer, iati()), tried(officer, iati())
    Import.objects.filter(pk=old).update(started_at=clock.now() - timedelta(days=3))

    pick_up_imports(0)

    assert state(old) == ("discarded", "")
    assert state(young) == ("tried", "")
    assert ImportPiece.objects.filter(file__of_import=old).count() == 0


def test_progress_is_told_from_a_connection_of_its_own(officer: Reader) -> None:
    made = uploaded(officer, iati())

    with witness(made) as beside:
        beside.write("reading", 1, 2)  # it does not see what this test has not committed, and harms nothing

    assert ImportProgress.objects.get(of_import=made).phase == "waiting"


def test_progress_is_told_now_and_then_and_at_each_new_phase() -> None:
    told: list[tuple[str, int, int]] = []
    tell = now_and_then(lambda *said: told.append(said), seconds=60)

    for phase, done in (("reading", 1), ("reading", 2), ("storing", 1), ("storing", 2)):
        tell(phase, done, 9)

    assert told == [("reading", 1, 9), ("storing", 1, 9)]
