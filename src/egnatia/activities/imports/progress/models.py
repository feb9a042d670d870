"""How far a running import is, told from a connection of its own, so that others see it before the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from egnatia.kernel import clock

LOCKS = 7_301  # the first number of our advisory locks: works of imports


class ImportProgress(models.Model):
    """`phase`: waiting, reading, storing, undoing. `done` and `total` are bytes while reading, else activities."""

    of_import = models.OneToOneField(
        "activities.Import", primary_key=True, on_delete=models.CASCADE, related_name="progress"
    )
    phase = models.CharField(max_length=10, default="waiting")
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.phase}: {self.done} of {self.total}"


class Witness:
    """A connection beside the one that works. It holds the import's lock for as long as the process lives."""

    def __init__(self, import_id: UUID) -> None:
        self._id = import_id
        self._connection = connections.create_connection(DEFAULT_DB_ALIAS)
        self._connection.set_autocommit(True)

    def take_lock(self) -> bool:
        """Whether nobody else works on this import."""
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, hashtext(%s))", [LOCKS, str(self._id)])
            row = cursor.fetchone()
        return bool(row and row[0])

    def write(self, phase: str, done: int, total: int) -> None:
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE activities_importprogress SET phase = %s, done = %s, total = %s, at = %s "
                "WHERE of_import_id = %s",
                [phase, done, total, clock.now(), self._id],
            )

    def close(self) -> None:
        self._connection.close()


@contextmanager
def witness(import_id: UUID) -> Iterator[Witness]:
    opened = Witness(import_id)
    try:
        yield opened
    finally:
        opened.close()


def one_import_at_a_time(owner: str) -> None:
    """Waits until no other transaction stores or undoes an import of this organisation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [LOCKS + 1, owner])
