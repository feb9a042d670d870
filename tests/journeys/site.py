"""The real thing: database, pages and worker in a home of their own, with the demo loaded, as a newcomer starts it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from egnatia.web.serve.run import answers
from tests.web.serve.served import COMMAND, environment, free_port, leftovers

EGNATIA = [sys.executable, "-m", "egnatia.web.cli"]
USERS = (
    "secretariat", "focal-al", "focal-mk", "focal-md", "agency", "focal-me", "partner", "nordlys", "lumina", "civil",
    "member",
)  # fmt: skip
TODAY = datetime(2026, 11, 24, 12, tzinfo=UTC)  # when the stories of the demo are told
SHIFT = float(os.environ.get("JOURNEYS_SHIFT", (TODAY - datetime.now(tz=UTC)).total_seconds()))
ROOT = Path(__file__).resolve().parents[2]
PEOPLING = "import django; django.setup(); from tests.journeys.peopling import main; main()"
PATIENCE = 300.0  # seconds until the first page, demo included, on a busy machine


def as_told() -> dict[str, str]:
    """The environment of the site's processes: their clock begins with the day of the stories."""
    told = {
        "DJANGO_SETTINGS_MODULE": "tests.journeys.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "JOURNEYS_SHIFT": str(SHIFT),
    }
    return environment() | told


@dataclass(frozen=True, slots=True)
class Site:
    """A running installation. `told` is what it printed while it started."""

    home: Path
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def told(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def egnatia(self, *words: str) -> str:
        """What `egnatia` prints, run on this machine beside the running server."""
        return self._run([*EGNATIA, "--home", str(self.home), *words])

    def code(self, username: str) -> str:
        return self.egnatia("user", "code", username)

    def people(self) -> None:
        """Seat those of `peopling`."""
        self._run([sys.executable, "-c", PEOPLING])

    def run(self, function: str, **told: str) -> None:
        """Run `function`, named with its module, beside the site with its settings and `told` in its environment."""
        module, _, name = function.rpartition(".")
        code = f"import django; django.setup(); from {module} import {name}; {name}()"
        self._run([sys.executable, "-c", code], **told)

    def days_pass(self, days: int) -> None:
        """For all processes of the site, from now on: `days` after it began."""
        (self.home / "days-later").write_text(str(days))

    def _run(self, command: list[str], **told: str) -> str:
        environ = as_told() | {"EGNATIA_HOME": str(self.home)} | told
        done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=300)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextmanager
def running_site(**told: str) -> Iterator[Site]:
    """Started like `script/server` on an empty home, with `told` in its environment; everything is stopped and removed
    at the end."""
    folder = Path(tempfile.mkdtemp(prefix="egnatia-"))
    folder.chmod(0o711)  # the database's own user passes through
    site = Site(folder / "home", free_port(), folder / "told")
    command = [*COMMAND, "--home", str(site.home), "--port", str(site.port), "--workers", "1"]
    with site.log.open("w") as printed:
        process = subprocess.Popen(command, env=as_told() | told, stdout=printed, stderr=subprocess.STDOUT)
    try:
        _wait(process, site)
        yield site
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=180)
        assert leftovers(site.home) == []
        shutil.rmtree(folder)


def _wait(process: "subprocess.Popen[bytes]", site: Site) -> None:
    began = time.monotonic()
    while not (answers("127.0.0.1", site.port) and "answers at" in site.told):
        assert process.poll() is None, site.told
        assert time.monotonic() - began < PATIENCE, site.told
        time.sleep(0.1)


def existing_site() -> Site | None:
    """A copy that somebody runs already, to write tests against: EGNATIA_JOURNEY_SITE=home:port."""
    named = re.fullmatch(r"(.+):(\d+)", os.environ.get("EGNATIA_JOURNEY_SITE", ""))
    return Site(Path(named[1]), int(named[2]), Path(named[1]) / "told") if named else None
