"""The demo, loaded once for the test modules of one process that ask for it in a row: import `demo` and ask for it."""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from uuid import UUID

import pytest
import pytest_django
from django.db import connection, transaction
from tests.conftest import DEMO_STAYS

from egnatia.kernel import ids
from egnatia.start.demo import actions


class LoadedDemo:
    """The transaction that holds the demo, from the first module that asks for it to the last."""

    def __init__(self) -> None:
        self._held, self._loaded = ExitStack(), False

    def load(self) -> None:
        """Unless an earlier module has; with the same identifiers each time, so that what comes first by them does."""
        if not self._loaded:
            self._held.enter_context(transaction.atomic())
            bits = partial(random.Random(0).getrandbits, 128)
            self._held.enter_context(ids.identifiers_from(lambda: UUID(int=bits(), version=4)))
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE egnatia")  # the rights of the running server, and no more
                actions.install()
                cursor.execute("RESET ROLE")
            self._loaded = True

    def roll_back(self) -> None:
        if self._loaded:
            transaction.set_rollback(True)
            self._held.close()
            self._loaded = False


LOADED = LoadedDemo()


@pytest.fixture(scope="module")
def demo(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """What the module's tests changed is undone; the demo stays where the next ask for it."""
    with django_db_blocker.unblock():
        LOADED.load()
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
        if not request.session.stash[DEMO_STAYS]:
            LOADED.roll_back()
