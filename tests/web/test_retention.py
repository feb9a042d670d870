"""What is kept for how long: done by the job, told by the page, both from one table."""

from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from egnatia.activities.imports.actions.failures import LEFT_LYING
from egnatia.formats import trail
from egnatia.kernel import clock
from egnatia.kernel.models import AuditEvent, Person
from egnatia.kernel.records import audit
from egnatia.people.invitations.models import Invitation
from egnatia.people.sessions.models import Session
from egnatia.reminders.models import Reminder
from egnatia.web.jobs import keep_retention_periods
from egnatia.web.retention import RETENTION, Retention
from tests import make
from tests.visits import rows

pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def kept(name: str) -> Retention:
    return next(each for each in RETENTION if each.name == name)


def job() -> dict[str, int]:
    return keep_retention_periods(timestamp=0)


def event(verb: str, kind: str, *, ago: timedelta) -> AuditEvent:
    now = clock.now()
    with clock.time_from(lambda: now - ago):
        return audit.record(verb, kind, "x", by=make.reader(f"{verb} {kind} {ago.days}"))


def test_sign_ins_go_after_a_year_and_the_rest_of_the_trail_stays(serving_role: AbstractContextManager[None]) -> None:
    gone = event("signed in", "session", ago=YEAR + timedelta(days=1))
    young = event("signed in", "session", ago=YEAR - timedelta(days=1))
    old = event("changed", "need", ago=20 * YEAR)

    with serving_role:
        assert job()["sign-ins"] == 1

    left = set(AuditEvent.objects.values_list("pk", flat=True))
    assert gone.pk not in left
    assert {young.pk, old.pk} < left
    told = AuditEvent.objects.get(kind="retention")
    assert (told.by, told.target, told.detail["rows"]) == ("retention", "sign-ins", 1)
    assert len(told.detail["seals"]) == 1
    assert trail.examine(audit.lines()).faults == []
    assert job()["sign-ins"] == 0
    assert AuditEvent.objects.filter(kind="retention").count() == 1


def test_a_setting_chooses_the_days_but_never_less_than_the_trail_allows(settings: object) -> None:
    event("signed in", "session", ago=timedelta(days=100))
    recent = event("signed in", "session", ago=timedelta(days=29))
    assert job()["sign-ins"] == 0

    settings.RETENTION_DAYS = {"sign-ins": 1}  # type: ignore[attr-defined]  # pytest-django's fixture

    assert kept("sign-ins").chosen == 30
    assert job()["sign-ins"] == 1
    assert AuditEvent.objects.filter(pk=recent.pk).exists()


@pytest.mark.parametrize(("kind", "days", "lost"), [("session", 31, 1), ("session", 29, 0), ("need", 9999, 0)])
def test_the_trail_loses_old_sign_ins_and_nothing_else_even_to_who_asks_for_it(
    kind: str, days: int, lost: int, serving_role: AbstractContextManager[None]
) -> None:
    event("x", kind, ago=timedelta(days=days))

    with serving_role, connection.cursor() as cursor:
        cursor.execute("SELECT egnatia_remove_sign_ins('infinity')")
        assert cursor.fetchone() == (lost,)


@pytest.mark.parametrize("kind", ["session", "need"])
def test_no_role_deletes_events_by_itself_and_no_setting_lets_the_serving_one(
    kind: str, serving_role: AbstractContextManager[None]
) -> None:
    event("x", kind, ago=3 * YEAR)
    audit.seal()

    def refused() -> None:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            AuditEvent.objects.all().delete()

    refused()
    with serving_role:
        refused()
        with connection.cursor() as cursor:
            cursor.execute("SET egnatia.retention = 'on'")
        refused()


def invitation(name: str, *, person: Person | None = None, **when: object) -> Invitation:
    return Invitation.objects.create(
        digest=name,
        name=name,
        email=f"{name}@example.org",
        organisation=make.organisation(name),
        invited_by_name="x",
        expires_at=clock.now() - 2 * YEAR,
        person=person,
        **when,
    )


def test_old_invitations_go_unless_their_person_waits_to_be_confirmed() -> None:
    then = clock.now() - 2 * YEAR
    confirmed, waiting = make.person("confirmed"), make.person("waiting")
    Person.objects.filter(pk=waiting.pk).update(confirmed_at=None)
    for name, person, when in (
        ("done", confirmed, {"accepted_at": then}),
        ("waits", waiting, {"accepted_at": then}),
        ("late", make.person("late"), {"accepted_at": clock.now()}),
        ("expired", None, {}),
        ("withdrawn", None, {"withdrawn_at": clock.now()}),
    ):
        invitation(name, person=person, **when)

    assert job()["invitations"] == 2

    assert set(Invitation.objects.values_list("name", flat=True)) == {"waits", "late", "withdrawn"}


def test_what_was_sent_and_sessions_that_ended_go() -> None:
    who, now = make.person("who"), clock.now()
    for day, days in ((1, 400), (2, 300)):
        Reminder.objects.create(name="x", day=now.date() - timedelta(day), person=who, sent_at=now - timedelta(days))
    for key, ends in (("ended", now - timedelta(hours=1)), ("open", now + timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=ends)

    done = job()

    assert (done["emails"], done["sessions"]) == (1, 1)
    assert Session.objects.get().session_key == "open"


def test_finished_jobs_go_after_a_week_and_others_stay() -> None:
    for status in ("succeeded", "failed", "cancelled", "todo", "doing"):
        keep_retention_periods.configure(queueing_lock=None).defer(timestamp=0)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = %s WHERE id = (SELECT max(id) FROM procrastinate_jobs)",
                [status],
            )

    assert job()["jobs"] == 0
    later = clock.now() + timedelta(days=8)
    with clock.time_from(lambda: later):
        assert job()["jobs"] == 3

    assert set(ProcrastinateJob.objects.values_list("status", flat=True)) == {"todo", "doing"}


def test_the_page_tells_every_kind_and_the_days_that_the_job_keeps(settings: object) -> None:
    settings.RETENTION_DAYS = {"sign-ins": 77}  # type: ignore[attr-defined]  # pytest-django's fixture

    page = Client().get(reverse("privacy"))

    assert [row[0] for row in rows(page)] == [str(each.words) for each in RETENTION]
    told = dict(zip((each.name for each in RETENTION), (row[1] for row in rows(page)), strict=True))
    assert told["sign-ins"].startswith("77 ")
    assert told["invitations"].startswith("365 ")
    assert told["records"] == told["trail"] == kept("records").period
    assert reverse("privacy") in Client().get("/").text


def test_what_the_table_tells_of_another_job_is_what_that_one_does() -> None:
    others = {each.name: each.days for each in RETENTION if each.days is not None and not each.remove}

    assert others == {"uploads": LEFT_LYING.days}
