"""What child processes are told, by environment alone."""

import os
from collections.abc import Mapping

from egnatia.web.serve.database import Database
from egnatia.web.serve.home import Home
from egnatia.web.serve.processes import MARK

SETTINGS = "egnatia.web.settings"
SERVING_ADDRESS = "EGNATIA_SERVING_ADDRESS"  # for the one step that begins as the owner
SECRET = "EGNATIA_SECRET"  # noqa: S105 (the name of one)


def environment(home: Home, database: Database) -> dict[str, str]:
    """For whatever serves: it learns the serving role's address and never the owner's."""
    told = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    return told | {
        "DATABASE_URL": database.serving,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", SETTINGS),
        "EGNATIA_HOME": str(home.path),
        SECRET: os.environ.get(SECRET) or home.secret("sessions"),
    }


def as_child(told: Mapping[str, str], home: Home) -> dict[str, str]:
    """The same, marked so that a later start finds what an earlier one left behind."""
    return {**told, MARK: str(home.path), "PYTHONUNBUFFERED": "1"}


def as_owner(told: Mapping[str, str], database: Database) -> dict[str, str]:
    """The same for the one step that changes tables."""
    return {**told, "DATABASE_URL": database.owner or database.serving, SERVING_ADDRESS: database.serving}
