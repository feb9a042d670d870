"""Whoever changes or marks something is waited for: nobody answers, or opens, what they have not read."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import sleep
from uuid import UUID

import psycopg
import pytest
from django.db import transaction
from tests import make
from tests.needs.needs.doing import focal_point, need, objectives, secretariat
from tests.rounds.rounds.doing import answer, opened, participant

from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.models import Economy, Record
from egnatia.rounds.rounds.actions.answers import AnsweredMeanwhile, NewAnswer, hand_in, say
from egnatia.rounds.rounds.models import RoundAnswer
from egnatia.taxonomy.models import Framework

# A file of its own: tests that commit leave the database without the rows of the migrations, so they come last.
pytestmark = pytest.mark.django_db(transaction=True)

Connection = psycopg.Connection[tuple[object, ...]]


@pytest.fixture(autouse=True)
def rows_of_migrations(transactional_db: None) -> None:
    """What a round needs of them, where another test that commits has left none."""
    for code, iati in (("ALB", "AL"), ("MNE", "ME"), ("BGR", "BG")):
        Economy.objects.get_or_create(code=code, defaults={"iati_code": iati, "label": iati})
    content = {"title": {"en": "Of this test"}, "objectives": [{"code": "2.3.2"}]}
    Framework.objects.get_or_create(
        prefix="", in_use=True, defaults={"slug": "of-this-test", "version": 1, "content": content}
    )
    objectives()


@contextmanager
def meanwhile(other: Connection, change: str, record: UUID) -> Iterator[None]:
    """Somebody else is about to change the record, and has done so once another waits for it."""
    other.execute("BEGIN")
    other.execute(f"UPDATE kernel_record SET {change} WHERE id = %s", [record])
    done = Thread(target=_committed_when_awaited, args=[other])
    done.start()
    try:
        yield
    finally:
        done.join()


def _committed_when_awaited(other: Connection) -> None:
    for _ in range(2_000):
        if other.execute("SELECT 1 FROM pg_locks WHERE NOT granted").fetchone():
            break
        sleep(0.01)
    other.execute("COMMIT")


def test_what_is_changed_at_this_moment_is_not_answered_unread(serving_connection: Connection) -> None:
    with transaction.atomic():
        arta, desk = focal_point(), secretariat()
        asked = need(arta)
        who = participant(opened(desk))

    with meanwhile(serving_connection, "version = version + 1", asked), pytest.raises(AnsweredMeanwhile):
        say(who, asked, NewAnswer("true", "", 1, 0), by=arta)

    assert not RoundAnswer.objects.exists()


def test_what_is_marked_red_at_this_moment_is_not_opened(serving_connection: Connection) -> None:
    with transaction.atomic():
        police, desk = make.reader("police", seats=(("focal-points", "ALB"),)), secretariat()
        asked = need(focal_point())
        who = participant(opened(desk))
        answer(police, who, asked)
    given = Record.objects.get(kind=RoundAnswer.KIND)

    with (
        meanwhile(serving_connection, f"tlp = {Tlp.RED.value}, offices = '{{}}'", given.pk),
        pytest.raises(NotAllowed, match="round-nothing"),
    ):
        hand_in(who, by=police)

    given.refresh_from_db()
    assert (given.tlp, given.offices) == (Tlp.RED, [])
    assert not RoundAnswer.objects.get().handed_in
