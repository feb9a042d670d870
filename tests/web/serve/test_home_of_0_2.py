"""A home of 0.2.0, as it was when migrations began anew, starts with the version of today and loses nothing.

`demo-of-0.2.0.sql.xz` is `pg_dump --no-owner --no-privileges` of the demo's database on that day.
"""

import lzma
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from egnatia.web.serve import roles
from egnatia.web.serve.backups.folder import BackupFolder
from egnatia.web.serve.backups.restoration import Goal, differing, restore
from egnatia.web.serve.home import Home
from tests.web.serve.conftest import cluster_in
from tests.web.serve.served import served
from tests.web.serve.test_commands_on_a_home import findings

DUMP = Path(__file__).parent / "demo-of-0.2.0.sql.xz"
KINDS = "SELECT kind, count(*) FROM kernel_record GROUP BY kind"
# Reminders as 0.2 kept them: one that left, and one that waits in the queue.
REMINDED = """
INSERT INTO commitments_dueletter (id, planned_at, taken_at, sent_at, due, person_id)
SELECT '00000000-0000-0000-0000-000000000001', now(), now(), now(), '2026-10-01', id FROM kernel_person LIMIT 1;
INSERT INTO rounds_roundletter (id, mailbox, language, text, day, asked_by, participant_id, person_id)
SELECT '00000000-0000-0000-0000-000000000002', 'office@example.org', 'en', 'Please reply.', '2026-10-02', 'desk',
       rounds_participant.id, kernel_person.id FROM rounds_participant, kernel_person LIMIT 1;
INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)
VALUES ('default', 'rounds.send_round_letter',
        '{"letter_id": "00000000-0000-0000-0000-000000000002", "site": "https://here.example"}', '2099-01-01');
"""
WAITING = "SELECT args FROM procrastinate_jobs WHERE task_name = 'reminders.send_written'"
KEPT = "SELECT name, day::text FROM reminders_reminder"
Connection = psycopg.Connection[tuple[Any, ...]]
MOVED = {"kernel_term": "taxonomy_term", "needs_framework": "taxonomy_framework"}  # table of then -> of today

pytestmark = pytest.mark.slow


def test_a_home_of_0_2_starts_with_the_version_of_today_and_is_sound(folder: Path) -> None:
    home = restored(folder / "home")
    with database_of(home) as connection:
        connection.execute(REMINDED)
    before = counted(home, KINDS)
    assert sum(before.values()) == rows_dumped("kernel_record")
    assert {"activity", "need", "commitment", "round"} <= before.keys()

    with served(home.path) as running:
        running.wait_until_ready()
        assert counted(home, KINDS) == before
        for then, today in MOVED.items():
            assert counted(home, f"SELECT 'all', count(*) FROM {today}") == {"all": rows_dumped(then)}
        with database_of(home) as connection:
            assert set(connection.execute(KEPT)) == {("report", "2026-10-01"), ("round", "2026-10-02")}
            (job,) = connection.execute(WAITING)
            assert job == ({"site": "https://here.example", "reminder": "00000000-0000-0000-0000-000000000002"},)

    assert findings(home.path) | {"worker": True} == dict.fromkeys(findings(home.path), True)


def test_before_its_upgrade_a_home_of_0_2_is_backed_up_as_it_was(folder: Path) -> None:
    home = restored(folder / "home")
    (home.postgres / "done-tables").write_text("of 0.2.0")
    before = counted(home, KINDS)

    with served(home.path) as running:
        running.wait_until_ready()

    backups = BackupFolder(home.path / "backups")
    back = cluster_in(folder / "back")
    restore(backups, backups.newest(), back, Goal(own_point=True))
    assert differing(backups.newest(), back) == []
    assert counted(back.home, KINDS) == before
    assert counted(back.home, "SELECT app, count(*) FROM django_migrations WHERE app = 'taxonomy' GROUP BY app") == {}


def restored(path: Path) -> Home:
    """A quiet home with the data of the dump."""
    cluster = cluster_in(path)
    cluster.create()
    process = cluster.start()
    roles.provide(cluster.home)
    program = str(cluster.software.program("psql"))
    address = str(roles.address(cluster.home, roles.OWNER))
    told = [program, "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null", address]
    subprocess.run(told, input=lzma.decompress(DUMP.read_bytes()), check=True, timeout=120)
    cluster.stop()
    process.wait()
    return cluster.home


def counted(home: Home, query: str) -> Mapping[str, int]:
    """What the query counts -> how many are there; starts the database where it is quiet."""
    with database_of(home) as connection:
        return {str(what): int(number) for what, number in connection.execute(query)}


@contextmanager
def database_of(home: Home) -> Iterator[Connection]:
    """Open to whoever owns it; starts it where it is quiet."""
    cluster = cluster_in(home.path)
    own = None if cluster.running() else cluster.start()
    with psycopg.connect(str(roles.address(home, roles.OWNER))) as connection:
        yield connection
    if own:
        cluster.stop()
        own.wait()


def rows_dumped(table: str) -> int:
    text = lzma.decompress(DUMP.read_bytes()).decode()
    found = re.search(rf"^COPY public\.{table} .*?;\n(.*?)^\\\.$", text, re.MULTILINE | re.DOTALL)
    assert found
    return found[1].count("\n")
