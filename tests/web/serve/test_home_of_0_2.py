"""A home of 0.2.0, as it was when migrations began anew, starts with the version of today and loses nothing.

`demo-of-0.2.0.sql.xz` is `pg_dump --no-owner --no-privileges` of the demo's database on that day.
"""

import lzma
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest

from egnatia.web.serve import roles
from egnatia.web.serve.home import Home
from tests.web.serve.conftest import cluster_in
from tests.web.serve.served import served
from tests.web.serve.test_commands_on_a_home import findings

DUMP = Path(__file__).parent / "demo-of-0.2.0.sql.xz"
KINDS = "SELECT kind, count(*) FROM kernel_record GROUP BY kind"

pytestmark = pytest.mark.slow


def test_a_home_of_0_2_starts_with_the_version_of_today_and_is_sound(folder: Path) -> None:
    home = restored(folder / "home")
    before = kinds_of(home)
    assert sum(before.values()) == rows_dumped("kernel_record")
    assert {"activity", "need", "commitment", "round"} <= before.keys()

    with served(home.path) as running:
        running.wait_until_ready()
        assert kinds_of(home) == before

    assert findings(home.path) | {"worker": True} == dict.fromkeys(findings(home.path), True)


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


def kinds_of(home: Home) -> Mapping[str, int]:
    """Kind -> how many records of it are there; starts the database where it is quiet."""
    cluster = cluster_in(home.path)
    own = None if cluster.running() else cluster.start()
    with psycopg.connect(str(roles.address(home, roles.OWNER))) as connection:
        found = {str(kind): int(number) for kind, number in connection.execute(KINDS)}
    if own:
        cluster.stop()
        own.wait()
    return found


def rows_dumped(table: str) -> int:
    text = lzma.decompress(DUMP.read_bytes()).decode()
    found = re.search(rf"^COPY public\.{table} .*?;\n(.*?)^\\\.$", text, re.MULTILINE | re.DOTALL)
    assert found
    return found[1].count("\n")
