"""Seals while others write: what is committed late is sealed later, and nobody waits."""

from datetime import timedelta

import psycopg
import pytest

from egnatia.formats.trail import examine
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import AuditEvent
from egnatia.kernel.records import audit

pytestmark = pytest.mark.django_db(transaction=True)
Connection = psycopg.Connection[tuple[object, ...]]
WRITE = """
INSERT INTO kernel_auditevent (id, at, person, "by", organisation, verb, kind, target, detail)
VALUES (gen_random_uuid(), '2001-02-03', '', 'x', '', %s, 'need', '7', '{}')
"""


def test_an_event_that_is_committed_late_is_sealed_later_and_one_that_is_not_leaves_no_gap(
    serving_connection: Connection,
) -> None:
    with serving_connection.transaction():
        serving_connection.execute(WRITE, ["late"])
        audit.record("early", "need", "7", by=Reader(name="arta"))
        assert audit.seal() == 1
    with serving_connection.transaction(force_rollback=True):
        serving_connection.execute(WRITE, ["undone"])
    assert audit.seal() == 1

    late, early = AuditEvent.objects.order_by("at")
    assert (late.verb, early.verb) == ("late", "early")
    assert early.at - late.at < timedelta(minutes=1)  # both by the database's clock, whatever was said
    assert (early.number, late.number) == (1, 2)
    assert examine(audit.lines()).faults == []


def test_an_event_that_somebody_holds_waits_for_the_next_seal(serving_connection: Connection) -> None:
    serving_connection.execute(WRITE, ["held"])
    serving_connection.execute(WRITE, ["free"])
    with serving_connection.transaction():
        serving_connection.execute("SELECT FROM kernel_auditevent WHERE verb = 'held' FOR UPDATE")
        assert audit.seal() == 1
    assert audit.seal() == 1

    assert examine(audit.lines()).faults == []
