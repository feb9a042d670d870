"""How long an import takes, and how much memory: `python -m benchmarks.importing PATH...`.

Uses the tests' own PostgreSQL, in a database of its own that is made anew. Its options there are hasty (no fsync).
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from tests import cluster

from egnatia.web.serve import roles

NAME = "bench_imports"
SETUP = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
from django.db import transaction
from tests import make
with transaction.atomic():  # an organisation may own itself
    make.person("officer", at=make.organisation("House (demo)"))
"""


def address(role: str) -> str:
    return str(roles.address(cluster.running(), role, NAME))


def environment(role: str, home: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": address(role),
        "DJANGO_SETTINGS_MODULE": "egnatia.web.settings",
        "EGNATIA_HOME": home,
        "PYTHONPATH": os.pathsep.join(["src", "."]),
    }


def fresh_database(home: str) -> None:
    with psycopg.connect(str(roles.address(cluster.running(), roles.OWNER, "postgres")), autocommit=True) as opened:
        opened.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
        opened.execute(f"CREATE DATABASE {NAME}")
    subprocess.run([sys.executable, "-W", "ignore", "-c", SETUP], env=environment(roles.OWNER, home), check=True)


def imported(paths: list[str], home: str) -> dict[str, object]:
    """One run: seconds, CPU seconds and peak memory of the command and of the readers that it starts."""
    command = [sys.executable, "-m", "egnatia.web.cli", "import", *paths, "--as", "officer", "--tlp", "green", "--json"]
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, env=environment(roles.SERVING, home), check=False, stdout=subprocess.PIPE, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    said = json.loads(done.stdout)
    return {
        "exit": done.returncode,
        "seconds": round(time.perf_counter() - started, 1),
        "cpu_seconds": round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1),
        "peak_mb": round(after.ru_maxrss / 1024),
        **{name: said[name] for name in ("accepted", "changed", "unchanged", "rejected", "seconds_comparing")},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    data = Path(os.environ.get("EGNATIA_DATA", "../shared/data"))
    parser.add_argument("paths", nargs="*", default=[str(data / "activities.jsonl.gz")])
    paths = parser.parse_args().paths
    with tempfile.TemporaryDirectory() as home:
        fresh_database(home)
        print("first", json.dumps(imported(paths, home)), flush=True)
        print("again", json.dumps(imported(paths, home)), flush=True)


if __name__ == "__main__":
    main()
