"""Bring the database's tables up to date, as the role that owns them, then load the demo, as the one that serves.

Where the engine is another than the one that compared what is stored, all is put in line to be compared again.

A process of its own: it alone learns the owner's address. The demo comes in the same one, since to load all that
Django needs takes longer than to load the demo.
"""

import os
import sys
import traceback
from collections.abc import Collection
from contextlib import closing
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection  # noqa: TID251 - the step that makes the tables leaves its role here
from django.db.migrations.recorder import MigrationRecorder  # noqa: TID251 - which of them are there

from egnatia.web.serve.addresses import database_of
from egnatia.web.serve.environment import SERVING_ADDRESS
from egnatia.web.serve.faults import NO_DEMO, NOT_MIGRATED, TOO_OLD

BEFORE_0_2 = "mapping"  # the domain that was split: its migrations do not lead here
OLDEST = 16  # major version of PostgreSQL: the first that has `any_value`, which the matrix is counted with


def main(*, may_change: bool, demo: bool) -> int:
    """Migrate, or without the owner's rights only look. Returns a process's exit code."""
    django.setup()
    if sentence := why_too_old(_server_version()) or why_not_upgraded(_apps_of_home()):
        sys.stderr.write(f"{sentence}\n")
        return TOO_OLD
    code = _bring_up_to_date() if may_change else _look()
    if code:
        return code
    import_module("egnatia.matching.jobs").compare_again()
    return _load_demo(os.environ[SERVING_ADDRESS]) if demo else 0


def why_too_old(version: int) -> str:
    """The sentence that says why this server will not do, "" where it will; `version` as servers say it: 150004."""
    if version >= OLDEST * 10_000:
        return ""
    major, minor = divmod(version, 10_000)
    return (
        f"The database is PostgreSQL {major}.{minor}, and Egnatia needs {OLDEST} or newer: "
        f"upgrade that server, or start without DATABASE_URL to use the one that comes along."
    )


def why_not_upgraded(apps: Collection[str]) -> str:
    """The sentence that says why these data cannot be taken over, "" where they can; `apps` have migrations there."""
    if BEFORE_0_2 not in apps:
        return ""
    return (
        "These data were written by Egnatia 0.1, which was never released, and this version cannot read them: start "
        "with another --home (or an empty database), where the demo is loaded again. To keep anything, start version "
        "0.1 once more and download its tables first; they can be imported here."
    )


def _apps_of_home() -> set[str]:
    """The applications that have brought tables into this database; none where it is empty."""
    return {app for app, _ in MigrationRecorder(connection).applied_migrations()}


def _server_version() -> int:
    """Asked before Django looks: it would name an older version than the one that we need."""
    with closing(connection.get_new_connection(connection.get_connection_params())) as opened:
        return int(opened.info.server_version)


def _look() -> int:
    try:
        call_command("migrate", check_unapplied=True, verbosity=0)
    except SystemExit:
        return NOT_MIGRATED
    return 0


def _bring_up_to_date() -> int:
    call_command("migrate", interactive=False, verbosity=0)
    if any(str(cache["BACKEND"]).endswith("DatabaseCache") for cache in settings.CACHES.values()):
        call_command("createcachetable", verbosity=0)
    return 0


def _load_demo(address: str) -> int:
    """With the rights that people's own records come in with, no more."""
    connection.close()
    connection.settings_dict.update(database_of(address))
    try:
        import_module("egnatia.start.demo.actions").install()
    except Exception as error:  # noqa: BLE001 - the person who starts us gets a sentence, the file gets the rest
        sys.stderr.write(f"{str(error).strip()} (details: {_write_down()})\n")
        return NO_DEMO
    return 0


def _write_down() -> Path:
    path = Path(os.environ["EGNATIA_HOME"]) / "logs" / "prepare.log"
    path.write_text(traceback.format_exc())
    return path


if __name__ == "__main__":
    try:
        sys.exit(main(may_change="look" not in sys.argv[1:], demo="demo" in sys.argv[1:]))
    except Exception as error:  # noqa: BLE001 - whatever it was, the person who starts us gets a sentence
        sys.exit(f"{str(error).strip()} (details: {_write_down()})")
