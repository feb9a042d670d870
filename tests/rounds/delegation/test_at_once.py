"""A link made by hand while the letter with another one is on its way: one waits for the other, and both work."""

from collections.abc import Callable
from threading import Thread
from time import sleep
from types import ModuleType
from uuid import UUID

import psycopg
import pytest
from django.core import mail
from django.db import connection, transaction
from tests import make
from tests.activities.partners.doing import desk, of_ura, request_of, ura
from tests.needs.needs.doing import focal_point, need, secretariat
from tests.rounds.delegation.test_sections import ask, by_mail
from tests.rounds.rounds.doing import opened, participant
from tests.rounds.rounds.test_at_once import rows_of_migrations

from egnatia.activities.partners.actions import asking as asking_partners
from egnatia.activities.partners.actions import sending as to_partners
from egnatia.rounds.delegation import actions

# A file of its own: tests that commit leave the database without the rows of the migrations, so they come last.
pytestmark = pytest.mark.django_db(transaction=True)

__all__ = ["rows_of_migrations"]
Connection = psycopg.Connection[tuple[object, ...]]


def sent_while_a_link_is_made(
    sending: ModuleType, request: UUID, make_link: Callable[[], str], other: Connection, patch: pytest.MonkeyPatch
) -> list[str]:
    """The links that were made by hand, by a thread that begins between the two changes which a letter makes."""
    made: list[str] = []

    def by_hand() -> None:
        try:
            made.append(make_link())
        finally:
            connection.close()

    hand = Thread(target=by_hand)

    def day(*_: object) -> str:
        hand.start()
        for _attempt in range(1_000):
            if other.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
                break
            sleep(0.01)
        return "soon"

    patch.setattr(sending, "date_format", day)
    assert sending.send_letter(request, site="https://here.example")
    hand.join()
    return made


def test_a_link_for_a_partner(serving_connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        by, organisation = desk(), ura()
        request = request_of(organisation, [of_ura("For members", by=by, marking=make.GREEN)], by=by)

    made = sent_while_a_link_is_made(
        to_partners, request, lambda: asking_partners.make_link(request, by=by), serving_connection, monkeypatch
    )

    assert len(made) == len(mail.outbox) == 1


def test_a_link_for_a_section(serving_connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        arta = focal_point()
        need(arta)
        request = ask(participant(opened(secretariat())), by_mail(), by=arta)

    made = sent_while_a_link_is_made(
        actions, request, lambda: actions.make_link(request, by=arta), serving_connection, monkeypatch
    )

    assert len(made) == len(mail.outbox) == 1
