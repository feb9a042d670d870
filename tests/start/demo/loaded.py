"""The demo, loaded once for all tests of a module: import `demo` and ask for it."""

from collections.abc import Iterator
from time import process_time

import pytest
import pytest_django
from django.db import connection, transaction

from egnatia.start.demo import actions


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> Iterator[float]:
    """Rolled back after the module's tests; the seconds that it took."""
    with django_db_blocker.unblock(), transaction.atomic():
        before = process_time()
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE egnatia")  # the rights of the running server, and no more
            actions.install()
            cursor.execute("RESET ROLE")
        yield process_time() - before
        transaction.set_rollback(True)
