"""A database of the tests' server for measuring: kept between runs, so that pages are measured on what was loaded.

To import it is to connect, so it stands first among the imports of a benchmark.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import django
import psutil
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection  # noqa: TID251 - a benchmark asks for its own session
from tests import cluster

from egnatia import formats
from egnatia.formats.files import read
from egnatia.web.serve import roles

DATA = Path(os.environ.get("EGNATIA_DATA", "../shared/data"))
NAME = os.environ.get("EGNATIA_BENCH_DB", "egnatia_bench")


def _connect() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "egnatia.web.settings")
    home = cluster.running()
    address = roles.address(home, roles.OWNER)
    fields = {
        "NAME": NAME,
        "USER": address.role,
        "PASSWORD": address.password,
        "HOST": str(address.sockets),
        "PORT": "",
    }
    settings.DATABASES["default"].update(fields)
    with psycopg.connect(str(roles.address(home, roles.OWNER, "postgres")), autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            server.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(NAME)))
    django.setup()
    call_command("migrate", verbosity=0)


def cpu_seconds() -> float:
    """CPU seconds of this process and of its database session."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    return sum(sum(psutil.Process(pid).cpu_times()[:2]) for pid in (os.getpid(), backend))


def parsed_activities() -> Iterator[formats.Parsed]:
    """The activities of the real file."""
    for outcome in read(DATA / "activities.jsonl.gz"):
        if isinstance(outcome, formats.Parsed):
            yield outcome


_connect()
