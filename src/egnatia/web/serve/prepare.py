"""Bring the database's tables up to date. Run as a process of its own, as the role that owns them."""

import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

NOT_MIGRATED = 3


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


if __name__ == "__main__":
    try:
        sys.exit(main(may_change=sys.argv[1:] != ["look"]))
    except CommandError as error:
        sys.exit(str(error))
