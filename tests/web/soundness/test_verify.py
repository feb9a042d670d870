"""`egnatia verify` on the tests' own installation, broken in one way at a time."""

import json
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from typer.testing import CliRunner

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Grant
from egnatia.kernel.records import audit
from egnatia.web.cli import main
from egnatia.web.serve.faults import ExitCode
from egnatia.web.soundness import queries
from tests import make

pytestmark = pytest.mark.django_db


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_serving_role_is_plain_and_the_owner_is_not(serving_role: AbstractContextManager[None]) -> None:
    with serving_role:
        role = queries.role()
    owner = queries.role()

    assert role == queries.DatabaseRole("egnatia", has_privileges=False, is_member=False, owns=(), empties=())
    assert "kernel_record" in owner.owns
    assert "kernel_record" in owner.empties


@pytest.mark.parametrize(
    "gone",
    [
        "audit_append_only ON kernel_auditevent",
        "audit_is_dated ON kernel_auditevent",
        "audit_seals_kept ON kernel_auditseal",
    ],
)
def test_an_audit_trail_without_any_one_of_its_triggers_is_noticed(gone: str) -> None:
    run(f"DROP TRIGGER {gone}")

    assert not queries.audit_is_append_only()


def test_how_long_events_wait_for_their_seal_is_asked() -> None:
    assert queries.since_unsealed() is None
    audit.record("changed", "need", 7, by=Reader(name="x"))

    waiting = queries.since_unsealed()

    assert waiting is not None
    assert waiting.total_seconds() < 60
    audit.seal()
    assert queries.since_unsealed() is None


def test_an_audit_trail_whose_trigger_is_disabled_is_noticed() -> None:
    assert queries.audit_is_append_only()

    run("ALTER TABLE kernel_auditevent DISABLE TRIGGER USER")
    assert not queries.audit_is_append_only()

    run("ALTER TABLE kernel_auditevent ENABLE REPLICA TRIGGER audit_append_only")
    assert not queries.audit_is_append_only()

    run("ALTER TABLE kernel_auditevent ENABLE TRIGGER USER")
    assert queries.audit_is_append_only()


def test_a_record_that_opens_to_others_than_its_marking_names_is_counted() -> None:
    record = make.record(by=make.reader("amra"))
    make.record(by=make.reader("besa"))
    assert queries.records_that_open_to_others() == 0

    Grant.objects.create(token="U:stranger", kind=record.kind, published_at=record.published_at, record=record)

    assert queries.records_that_open_to_others() == 1


def test_tables_are_up_to_date_after_all_migrations() -> None:
    assert queries.pending_migrations() == []


def test_a_worker_is_heard_by_its_heartbeat() -> None:
    assert queries.since_heartbeat() is None

    run("INSERT INTO procrastinate_workers DEFAULT VALUES")

    beat = queries.since_heartbeat()
    assert beat is not None
    assert beat.total_seconds() < 60


def verified() -> tuple[int, dict[str, Any]]:
    result = CliRunner().invoke(main, ["verify", "--json"])
    return result.exit_code, json.loads(result.output)


def test_what_is_wrong_is_said_for_a_machine_and_for_a_person(
    serving_role: AbstractContextManager[None], tmp_path: Path
) -> None:
    elsewhere = override_settings(HOME=tmp_path)  # a copy may be at work where the tests are run
    with serving_role, elsewhere:
        code, answer = verified()
        sentences = CliRunner().invoke(main, ["verify"]).output

    # The tests' server is quicker than it is safe, and that is what verify is for.
    assert code == ExitCode.UNSOUND
    assert {one["check"] for one in answer["findings"] if one["sound"] is False} == {"database settings"}
    assert "fsync is 'off'" in sentences
    assert "The audit trail can be extended but not changed." in sentences
