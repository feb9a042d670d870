"""Leaks planted on purpose in what asks whether records are still true."""

from collections.abc import Iterator
from typing import Any

from egnatia.confirmations import actions, queries, room
from egnatia.kernel.access.reader import SYSTEM
from tests.noninterference.mutants import mutant, patched

Whatever = Any  # what the product passes


def every_row(kind: Whatever, _reader: Whatever) -> Whatever:
    return kind.rows(SYSTEM)


@mutant("confirmations:records", misses=("write contact-point",))
def freshness_of_everything() -> Iterator[None]:
    """The figures of a room are worked out from all that there is."""
    with patched(queries, "rows_of", every_row):
        yield


@mutant("confirmations:record", misses=("write contact-point",))
def confirming_what_is_hidden() -> Iterator[None]:
    """Whoever guesses the identifier of a record learns that it is there."""
    with patched(queries, "rows_of", every_row):
        yield


@mutant("people:letters", misses=("write contact-point",))
def mail_that_asks_about_what_is_hidden() -> Iterator[None]:
    """An e-mail asks about every record that is to be confirmed, whoever owns and sees it."""

    def leaking(to: Whatever, _day: Whatever) -> Whatever:
        found = [(kind, queries._overdue(kind, SYSTEM)) for kind in queries.confirmed_kinds().values()]  # noqa: SLF001 - what the product uses itself
        return [queries._shown(kind, row, to.language) for kind, rows in found for row in rows.order_by("pk")]  # noqa: SLF001 - what the product uses itself

    with (
        patched(queries, "asked_of", leaking),
        patched(actions, "asked_of", leaking),
        patched(room, "asked_of", leaking),
    ):
        yield
