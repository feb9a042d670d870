"""A drill: a home with so many rows is backed up, 200 rows are written, and it is restored until a page answers.

Run: python -m benchmarks.backups [--rows 1000000]
Aims: 20,000 rows in 60 seconds of the clock, 1,000,000 in 5 minutes, from the command to the first page.
"""

import argparse
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
from tests.web.serve.conftest import cluster_in, new_folder
from tests.web.serve.served import environment, served

from egnatia.web.serve import roles

# Rows of the trail: what it holds most of, and of a usual size.
FILLED = """
INSERT INTO kernel_auditevent (id, at, person, by, organisation, verb, kind, target, detail)
SELECT gen_random_uuid(), now() - make_interval(secs => n), gen_random_uuid()::text, 'Benchmark', 'Benchmark (demo)',
       'changed', 'activity', gen_random_uuid()::text, jsonb_build_object('version', n, 'field', repeat('title ', 10))
FROM generate_series(1, %s) AS n
"""


def timed(label: str, step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    seconds = time.perf_counter() - began
    print(f"{label:<44} {seconds:8.1f} s", flush=True)
    return seconds


def egnatia(home: Path, *words: str) -> None:
    command = [sys.executable, "-m", "egnatia.web.cli", "--home", str(home), *words]
    subprocess.run(command, env=environment(), check=True, stdout=subprocess.DEVNULL)


def filled(home: Path, rows: int) -> None:
    cluster = cluster_in(home)
    process = cluster.start()
    with closing(psycopg.connect(str(roles.address(cluster.home, roles.OWNER)), autocommit=True)) as connection:
        connection.execute(FILLED, [rows])
        connection.execute("VACUUM ANALYZE")
    cluster.stop()
    process.wait()


def answering(home: Path) -> None:
    with served(home) as running:
        running.wait_until_ready()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    folder = new_folder()
    try:
        home, backups, back = folder / "home", str(folder / "backups"), folder / "back"
        answering(home)
        filled(home, rows)
        timed("backup, full", lambda: egnatia(home, "backup", backups))
        filled(home, 200)
        timed("backup of 200 rows more", lambda: egnatia(home, "backup", backups))
        size = sum(path.stat().st_size for path in Path(backups).rglob("*") if path.is_file())
        restored = timed("restore", lambda: egnatia(back, "restore", backups, "--home", str(back)))
        first = timed("start until the first page", lambda: answering(back))
        timed("verify --backup", lambda: egnatia(home, "verify", "--backup", backups))
        print(f"{rows:,} rows, {size / 1e6:.0f} MB of backups: to an answering page {restored + first:.1f} s")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
