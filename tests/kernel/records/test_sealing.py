"""Who serves adds events to the trail; the database says when, seals them, and keeps the seals."""

from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from egnatia.formats.trail import Examination, examine, opened
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.machine import MACHINE
from egnatia.kernel.models import AuditEvent, AuditSeal, Person
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import audit
from egnatia.people.administration import actions
from tests import make

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2001, 2, 3, tzinfo=UTC)
SOMEBODY = Reader(name="Ђорђе Ç")


def event(kind: str = "need", *, at: datetime | None = None, by: Reader = SOMEBODY, **detail: object) -> AuditEvent:
    with clock.time_from(lambda: at or timezone.now()):
        return audit.record("changed", kind, "7", by=by, **detail)


def found() -> Examination:
    return examine(audit.lines())


def behind_its_back(statement: str) -> None:
    """As somebody who owns the database."""
    with connection.cursor() as cursor:
        for table in ("kernel_auditevent", "kernel_auditseal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        for table in ("kernel_auditevent", "kernel_auditseal"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_whoever_serves_cannot_date_an_event_nor_say_where_it_stands(
    serving_role: AbstractContextManager[None],
) -> None:
    before = timezone.now()
    with serving_role, clock.time_from(lambda: LONG_AGO):
        made = audit.record("changed", "need", "7", by=SOMEBODY)
        AuditEvent.objects.create(by="x", verb="x", kind="x", target="x", number=9, name_digest="x")

    dated = AuditEvent.objects.get(pk=made.pk).at
    assert before - timedelta(minutes=1) < dated < timezone.now() + timedelta(minutes=1)
    assert not AuditEvent.objects.filter(number__isnull=False).exists()
    assert not AuditEvent.objects.filter(name_digest="x").exists()


def test_events_are_sealed_by_whoever_asks_and_are_what_the_seals_say(
    serving_role: AbstractContextManager[None],
) -> None:
    event(at=LONG_AGO, title='“Затвор” \\ "x"\n', share=1.50, many=[1, {"deep": None}])
    event("session")
    event(by=Reader(name=""))
    with serving_role:
        assert audit.seal() == 3
        assert audit.seal() == 0
        event()

    result = found()

    assert result.faults == []
    assert (result.seals, result.sealed, result.unsealed) == (3, 3, 1)
    seals = list(AuditSeal.objects.order_by("number"))
    assert [seal.part for seal in seals] == ["rest", "rest", "sign-ins"]
    assert [str(seal) for seal in seals] == [f"{seal.number}: {seal.first}-{seal.last}" for seal in seals]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO kernel_auditseal VALUES (9, 'rest', 9, 9, now(), '', '', '')",
        "UPDATE kernel_auditseal SET root = ''",
        "DELETE FROM kernel_auditseal",
        "UPDATE kernel_auditevent SET at = now()",
        "UPDATE kernel_auditevent SET number = 9",
        "UPDATE kernel_auditevent SET name_salt = NULL",
        "DELETE FROM kernel_auditevent",
    ],
)
def test_whoever_serves_makes_no_seal_and_changes_neither_seals_nor_events(
    statement: str, serving_role: AbstractContextManager[None]
) -> None:
    event("session", at=LONG_AGO)
    audit.seal()
    event()

    with serving_role:
        refused(statement)


def test_the_owner_too_is_refused_unless_they_take_the_triggers_away() -> None:
    event()
    audit.seal()

    refused("UPDATE kernel_auditseal SET root = ''")
    refused("DELETE FROM kernel_auditseal")
    refused("UPDATE kernel_auditevent SET number = NULL")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE kernel_auditevent SET verb = 'x' WHERE number = 2",
        "UPDATE kernel_auditevent SET detail = '{\"tlp\": 9}' WHERE number = 2",
        "UPDATE kernel_auditevent SET at = at - interval '1 microsecond' WHERE number = 2",
        "UPDATE kernel_auditevent SET \"by\" = 'x' WHERE number = 2",
        "UPDATE kernel_auditevent SET \"by\" = '', name_salt = NULL WHERE number = 2",
        "DELETE FROM kernel_auditevent WHERE number = 2",
        "DELETE FROM kernel_auditevent WHERE kind = 'session'",
        "DELETE FROM kernel_auditseal WHERE number = 1",
        "UPDATE kernel_auditseal SET made_at = made_at - interval '1 second' WHERE number = 1",
    ],
)
def test_what_was_changed_behind_the_triggers_is_found(statement: str) -> None:
    for number in range(3):
        event(tlp=number)
    event("session")
    audit.seal()
    assert found().faults == []

    behind_its_back(statement)

    assert found().faults


def test_a_trail_that_was_sealed_anew_is_found_by_a_checkpoint_alone() -> None:
    for number in range(3):
        event(tlp=number)
    audit.seal()
    signed = audit.checkpoint()
    assert signed
    checkpoint = opened(signed)
    assert checkpoint

    behind_its_back("DELETE FROM kernel_auditevent WHERE number = 2")
    behind_its_back("UPDATE kernel_auditevent SET number = NULL")
    behind_its_back("DELETE FROM kernel_auditseal")
    audit.seal()

    assert found().faults == []
    assert any("rewritten" in fault for fault in examine(audit.lines(), [checkpoint]).faults)


def test_an_erasure_breaks_no_seal_and_leaves_nothing_to_guess_the_name_by(
    serving_role: AbstractContextManager[None],
) -> None:
    who, other = make.person("zana"), make.person("besa")
    event(by=reader_of(who, strong=True))
    event("session", by=reader_of(who, strong=True))
    audit.seal()

    with serving_role:
        actions.erase(who.pk, by=MACHINE)
    assert found().faults == []
    audit.seal()

    result = found()
    assert (result.faults, result.names_gone, result.unsealed) == ([], 2, 0)
    assert not AuditEvent.objects.filter(person=who.pk, name_salt__isnull=False).exists()
    Person.objects.filter(pk=other.pk).update(erased_at=timezone.now())  # all that the serving role can do by itself
    event(by=reader_of(other, strong=True))
    audit.seal()
    AuditEvent.objects.filter(person=other.pk).update(by="")
    assert found().faults == [f"The name of {other.pk} is gone, and no event says that they were erased."]


def test_nothing_is_signed_where_nothing_is_sealed() -> None:
    event()

    assert audit.checkpoint() is None
    assert found().unsealed == 1
