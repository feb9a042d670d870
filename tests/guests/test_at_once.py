"""A link made by hand while the letter with another one is on its way: one waits for the other, and both work."""

from collections.abc import Callable
from threading import Thread
from time import sleep

import psycopg
import pytest
from django.core import mail
from django.db import connection, transaction

from egnatia.guests import actions
from tests.guests.conftest import Asked, of_partner, of_section
from tests.rounds.rounds.test_at_once import rows_of_migrations

# A file of its own: tests that commit leave the database without the rows of the migrations, so they come last.
pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["rows_of_migrations"]
Connection = psycopg.Connection[tuple[object, ...]]


@pytest.mark.parametrize("asking", [of_partner, of_section])
def test_a_link_is_made_while_a_letter_leaves(
    asking: Callable[[], Asked], serving_connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a thread that begins between the two changes which a letter makes."""
    made: list[str] = []
    with transaction.atomic():
        asked = asking()

    def by_hand() -> None:
        try:
            made.append(asked.link())
        finally:
            connection.close()

    hand = Thread(target=by_hand)

    def day(*_: object) -> str:
        hand.start()
        for _attempt in range(1_000):
            if serving_connection.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
                break
            sleep(0.01)
        return "soon"

    monkeypatch.setattr(actions, "date_format", day)
    assert asked.pages.links.send_letter(asked.id, site="https://here.example")
    hand.join()

    assert len(made) == len(mail.outbox) == 1
