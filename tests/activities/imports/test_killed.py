"""`kill -9` at any moment of an import: afterwards it is there whole or not at all, and nothing else is lost."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from tests import make
from tests.activities.imports.doing import imported
from tests.activities.imports.files import activity, iati, jsonl, row, written
from tests.connected import wait_until_alone

from egnatia.activities.activities.models import Activity, ActivityKey
from egnatia.activities.imports.actions.storage import confirm, try_out
from egnatia.activities.imports.actions.uploads import Upload, begin
from egnatia.activities.imports.jobs import pick_up_imports, send
from egnatia.activities.imports.models import Import, ImportPiece, ImportRow
from egnatia.activities.imports.plan import Wish
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Grant, Record, Version

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

SIZE = 2_500  # activities: some seconds of storing
KILLS = 10  # of each of the two ways to import
WORKER = ("django", "procrastinate", "worker")


@pytest.fixture
def officer(transactional_db: None) -> Reader:
    with transaction.atomic():
        officer = make.reader("officer")
        imported(officer, iati(activity("XM-1", "Kept")))
    return officer


@pytest.fixture
def told(database_url: str, tmp_path: Path) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "egnatia.web.settings",
        "EGNATIA_HOME": str(tmp_path),
    }


def content(name: str) -> bytes:
    rows = (
        row(number, f"{name} {number} works on the bridge", description="Concrete, steel " * 9)
        for number in range(SIZE)
    )
    return jsonl(*({**each, "source": name} for each in rows))


@contextmanager
def started(told: dict[str, str], *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", *words],
        env=told,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)


def kill(process: "subprocess.Popen[bytes]") -> None:
    """As `kill -9` of the whole family does, and until the database has noticed."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert process.stdout is not None
    process.stdout.close()
    wait_until_alone()


def stored(name: str) -> int:
    return Activity.objects.filter(source=name).count()


def require_whole_or_absent(name: str, made: Import | None) -> bool:
    """True where it is there, with everything that belongs to each of its activities."""
    there = stored(name)
    assert there in (0, SIZE)
    records = Record.objects.filter(kind="activity", natural_key__startswith=f"{name}:")
    assert records.count() == there
    assert Grant.objects.filter(record__in=records).count() == 2 * there
    assert Version.objects.filter(record__in=records).count() == there
    keyed = ActivityKey.objects.filter(activity__source=name).values("activity").distinct().count()
    assert keyed == there
    assert (made is not None and made.state == "stored") == bool(there)
    if there:
        assert ImportRow.objects.filter(of_import=made, outcome="accepted", record__isnull=False).count() == SIZE
    assert Activity.objects.filter(title="Kept").count() == 1
    return bool(there)


def test_a_command_killed_at_any_moment_leaves_its_import_whole_or_absent(
    officer: Reader, told: dict[str, str], tmp_path: Path
) -> None:
    words = ("egnatia.web.cli", "import", "--as", "officer", "--tlp", "green", "--json")
    began = time.monotonic()
    with started(told, *words, str(written(tmp_path, "whole.jsonl", content("whole")))) as process:
        said, _ = process.communicate(timeout=300)
    whole = time.monotonic() - began
    assert json.loads(said)["accepted"] == SIZE
    dice = random.Random(7)
    for number in range(KILLS):
        name = f"killed{number}"
        path = written(tmp_path, f"{name}.jsonl", content(name))
        before = Import.objects.count()
        with started(told, *words, str(path)) as process:
            time.sleep(whole * dice.uniform(0.3, 1.0))
            kill(process)
        there = require_whole_or_absent(name, Import.objects.order_by("-started_at").first() if stored(name) else None)
        assert Import.objects.count() == before + there


def confirmed(officer: Reader, name: str) -> UUID:
    sheet = content(name)
    with transaction.atomic():
        made = begin([Upload(f"{name}.jsonl", len(sheet), BytesIO(sheet))], Wish(make.GREEN), by=officer)
        try_out(made, by=officer)
        confirm(made, by=officer)
        send(made, officer.person)
    return made


def wait(process: "subprocess.Popen[bytes]", made: UUID, *, beyond: int | None = None) -> None:
    """Until the import is worked on for the `beyond` + 1st time, or (None) is stored."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        found = Import.objects.get(pk=made)
        if found.state != "storing" or (beyond is not None and found.attempts > beyond):
            return
        assert process.poll() is None, "the worker ended by itself"
        time.sleep(0.02)
    raise AssertionError("the worker did not come to it")


def test_a_worker_killed_at_any_moment_leaves_its_import_whole_or_absent_and_begins_again(
    officer: Reader, told: dict[str, str]
) -> None:
    dice = random.Random(11)
    ends = {"stored": 0, "failed": 0}
    kills = 0
    while kills < KILLS:
        name = f"round{sum(ends.values())}"
        made = confirmed(officer, name)
        while Import.objects.get(pk=made).state == "storing":
            with started(told, *WORKER) as process:
                wait(process, made, beyond=Import.objects.get(pk=made).attempts)
                time.sleep(dice.uniform(0, 2.5))
                kill(process)
            kills += 1
            require_whole_or_absent(name, Import.objects.get(pk=made))
            pick_up_imports(0)  # what the next minute does
        found = Import.objects.get(pk=made)
        ends[found.state] += 1
        assert found.state == "stored" or found.failure == "interrupted"
        assert not ImportPiece.objects.filter(file__of_import=made).exists()


def test_what_was_cut_off_is_begun_again_and_ends_well(officer: Reader, told: dict[str, str]) -> None:
    made = confirmed(officer, "again")
    with started(told, *WORKER) as process:
        wait(process, made, beyond=0)
        kill(process)
    assert not require_whole_or_absent("again", Import.objects.get(pk=made))

    pick_up_imports(0)
    with started(told, *WORKER) as process:
        wait(process, made)

    assert require_whole_or_absent("again", Import.objects.get(pk=made))
