"""What child processes are told, by environment alone."""

import os
from collections.abc import Mapping

from egnatia.web.serve.database import Database
from egnatia.web.serve.home import SECRET, Home
from egnatia.web.serve.processes import MARK

SETTINGS = "egnatia.web.settings"
SERVING_ADDRESS = "EGNATIA_SERVING_ADDRESS"  # for the one step that begins as the owner
STATEMENT_SECONDS = "EGNATIA_STATEMENT_SECONDS"  # for pages and jobs only: what changes tables takes its time
PAGE_SECONDS = 20  # that one question of a page to the database may take, unless EGNATIA_PAGE_SECONDS says otherwise
OF_A_JOB = 60  # times as many


def environment(home: Home, database: Database) -> dict[str, str]:
    """For whatever serves: it learns the serving role's address and never the owner's."""
    told = {name: value for name, value in os.environ.items() if name != "DATABASE_OWNER_URL"}
    return told | {
        "DATABASE_URL": database.serving,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", SETTINGS),
        "EGNATIA_HOME": str(home.path),
        SECRET: home.signing_secret,
    }


def as_child(told: Mapping[str, str], home: Home) -> dict[str, str]:
    """The same, marked so that a later start finds what an earlier one left behind."""
    return {**told, MARK: str(home.path), "PYTHONUNBUFFERED": "1"}


def answering(told: Mapping[str, str], *, times: int = 1) -> dict[str, str]:
    """The same for what answers pages, whose statements may take only so long; or `times` as long."""
    seconds = int(told.get("EGNATIA_PAGE_SECONDS", PAGE_SECONDS))
    return {**told, STATEMENT_SECONDS: str(seconds * times)}


def as_owner(told: Mapping[str, str], database: Database) -> dict[str, str]:
    """The same for the one step that changes tables."""
    return {**told, "DATABASE_URL": database.owner or database.serving, SERVING_ADDRESS: database.serving}
