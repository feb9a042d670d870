"""`kill -9` of everything at once - pages, worker, database - during an import, on a server with product settings."""

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from tests.activities.imports.test_killed import SIZE
from tests.web.serve.served import environment, served

from egnatia.web.serve import roles
from egnatia.web.serve.home import Home

pytestmark = pytest.mark.slow

KILLS = int(os.environ.get("EGNATIA_KILLS", "3"))  # 20 and more by hand
ROOT = Path(__file__).resolve().parents[3]
BEGIN = """
import sys
import django
django.setup()
from django.db import transaction
from egnatia.kernel.readers import reader_named
from tests import make
from tests.activities.imports.test_killed import confirmed
if sys.argv[1] == "house":
    with transaction.atomic():
        make.person("officer", at=make.organisation("House (demo)"))
else:
    confirmed(reader_named("officer"), sys.argv[1])
"""
# One statement sees one moment, whatever the worker does meanwhile.
STATE = """
SELECT i.state,
  (SELECT count(*) FROM activities_activity WHERE source = %(name)s),
  (SELECT count(*) FROM kernel_grant g JOIN activities_activity a USING (record_id) WHERE a.source = %(name)s),
  (SELECT count(*) FROM kernel_version v JOIN activities_activity a USING (record_id) WHERE a.source = %(name)s),
  (SELECT count(DISTINCT k.activity_id) FROM activities_activitykey k
     JOIN activities_activity a ON a.record_id = k.activity_id WHERE a.source = %(name)s),
  (SELECT count(*) FROM activities_importrow r WHERE r.of_import_id = i.record_id AND r.record_id IS NOT NULL)
FROM activities_import i JOIN activities_importfile f ON f.of_import_id = i.record_id
WHERE f.name = %(name)s || '.jsonl'
"""


@pytest.fixture
def home() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="egnatia-"))
    made.chmod(0o711)
    yield made / "home"
    shutil.rmtree(made)


@dataclass(frozen=True, slots=True)
class Installation:
    path: Path

    @property
    def address(self) -> str:
        return str(roles.address(Home(self.path), roles.SERVING))

    def do(self, what: str) -> None:
        told = environment() | {
            "DATABASE_URL": self.address,
            "DJANGO_SETTINGS_MODULE": "egnatia.web.settings",
            "EGNATIA_HOME": str(self.path),
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        }
        subprocess.run([sys.executable, "-c", BEGIN, what], env=told, check=True, timeout=120)

    def state(self, name: str) -> tuple[str, tuple[int, ...]]:
        with psycopg.connect(self.address) as opened:
            found = opened.execute(STATE, {"name": name}).fetchone()
        assert found is not None, "an acknowledged import was lost"
        return str(found[0]), tuple(found[1:])

    def wait_until_worked_on(self, name: str) -> None:
        asked = (
            "SELECT attempts FROM activities_import JOIN activities_importfile ON of_import_id = record_id "
            "WHERE name = %s"
        )
        deadline = time.monotonic() + 300  # imports that were cut short come first
        while time.monotonic() < deadline:
            with psycopg.connect(self.address) as opened:
                (attempts,) = opened.execute(asked, [f"{name}.jsonl"]).fetchone() or (0,)
            if attempts:
                return
            time.sleep(0.02)
        raise AssertionError("the worker did not come to it")


def require_whole_or_absent(state: str, counts: tuple[int, ...]) -> None:
    if state == "stored":
        assert counts == (SIZE, 2 * SIZE, SIZE, SIZE, SIZE)
    else:
        assert state in ("storing", "failed")
        assert counts == (0, 0, 0, 0, 0)


def test_whatever_is_killed_when_an_import_is_there_whole_or_not_at_all(home: Path) -> None:
    installation, dice = Installation(home), random.Random(3)
    names: list[str] = []
    ends: list[str] = []
    for number in range(KILLS):
        with served(home) as running:
            running.wait_until_ready()
            if not names:
                installation.do("house")
            names.append(f"sheet{number}")
            installation.do(names[-1])
            installation.wait_until_worked_on(names[-1])
            time.sleep(dice.uniform(0, 8))
            running.kill_everything()
        with served(home) as running:
            running.wait_until_ready()
            for name in names:
                require_whole_or_absent(*installation.state(name))
            ends.append(installation.state(names[-1])[0])
    print(f"{KILLS} kills: {ends.count('stored')} whole, the others absent")  # noqa: T201 - the figure is the result
