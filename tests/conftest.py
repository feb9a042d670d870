"""What every test may ask for. Only tests that touch the database start one."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections

from egnatia.web import catalogues
from egnatia.web.serve import roles
from tests import cluster, templates

# Whole folders and files that `script/test fast` leaves out, beside single tests that are marked so.
SLOW = (
    "noninterference/",
    "journeys/",
    "web/serve/",
    "web/i18n/test_translated.py",  # walks over every page in every language
    "formats/test_hostile.py",
    "mapping/imports/test_two_worlds.py",
)
HERE = Path(__file__).parent

hypothesis.settings.register_profile("fast", max_examples=20)


def pytest_configure() -> None:
    """Pages are asked for in five languages: gettext reads compiled catalogues, and keeps what it read."""
    tuple(catalogues.compiled())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE) and item.path.relative_to(HERE).as_posix().startswith(SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """Send Django to the tests' server, as the role that may change tables."""
    address = roles.address(cluster.running(), roles.OWNER)
    default = settings.DATABASES["default"]
    default.update(NAME="postgres", USER=address.role, PASSWORD=address.password, HOST=str(address.sockets), PORT="")
    name = f"test_{os.environ.get('EGNATIA_TEST_DB', 'egnatia')}"
    default.setdefault("TEST", {}).update(NAME=name, TEMPLATE=templates.migrated(cluster.running()))
    assert connections["default"].settings_dict is default
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@contextmanager
def _serving_role() -> Iterator[None]:
    """Inside, Django's connection has the rights that the running server has, and no more."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE egnatia")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")


@pytest.fixture
def serving_role(db: None) -> AbstractContextManager[None]:
    """`with serving_role: …` runs its body with the running server's rights, inside the test's transaction."""
    return _serving_role()


@pytest.fixture
def serving_connection(transactional_db: None) -> Iterator["psycopg.Connection[tuple[object, ...]]"]:
    """A second connection to the test's database, signed in as the serving role; it sees what is committed."""
    address = roles.address(cluster.running(), roles.SERVING, connection.settings_dict["NAME"])
    with psycopg.connect(str(address), autocommit=True) as opened:
        yield opened


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """The serving role's address of the test's database, for a process of its own."""
    return str(roles.address(cluster.running(), roles.SERVING, connection.settings_dict["NAME"]))
