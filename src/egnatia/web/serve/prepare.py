"""Bring the database's tables up to date. Run as a process of its own, as the role that owns them."""

import os
import sys
import traceback
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command

from egnatia.web.serve.faults import NOT_MIGRATED


def main(*, may_change: bool) -> int:
    """Migrate, or without the owner's rights only look. Returns a process's exit code."""
    django.setup()
    if not may_change:
        try:
            call_command("migrate", check_unapplied=True, verbosity=0)
        except SystemExit:
            return NOT_MIGRATED
        return 0
    call_command("migrate", interactive=False, verbosity=0)
    if any(str(cache["BACKEND"]).endswith("DatabaseCache") for cache in settings.CACHES.values()):
        call_command("createcachetable", verbosity=0)
    return 0


def _write_down() -> Path:
    path = Path(os.environ["EGNATIA_HOME"]) / "logs" / "prepare.log"
    path.write_text(traceback.format_exc())
    return path


if __name__ == "__main__":
    try:
        sys.exit(main(may_change=sys.argv[1:] != ["look"]))
    except Exception as error:  # noqa: BLE001 - whatever it was, the person who starts us gets a sentence
        sys.exit(f"{str(error).strip()} (details: {_write_down()})")
