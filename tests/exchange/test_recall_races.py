"""Readers read while the originator recalls or narrows: what a read that begins after the commit still tells is late.

Real sessions, threads and transactions on PostgreSQL. The originator takes back a batch of alerts, each with a file,
one after the other; half are recalled, half narrowed to the originator's organisation. Meanwhile readers ask for
pages, files, lists, the search, what's new, this week, and for what their next digest would hold. A race is one record
and one read of it that begins within `NEAR` seconds of its commit, before or after; it is lost where the read began
after the commit was answered and tells the record's own word all the same.

EGNATIA_RACES=20000 pytest tests/exchange/test_recall_races.py runs as many; the build runs the default.
"""

import os
import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter, sleep
from uuid import UUID

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from egnatia.exchange.notices.actions import NOTICE
from egnatia.exchange.notices.fields import ALERT, NoticeContent
from egnatia.exchange.notices.queries import ALERT_MAIL
from egnatia.exchange.receipts.actions import recall
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Person, Record
from egnatia.kernel.readers import reader_of
from egnatia.kernel.records import lifecycle, markings
from egnatia.kernel.records.content import ByLanguage
from tests import make
from tests.files import made
from tests.visits import of

pytestmark = pytest.mark.django_db(transaction=True)
RACES = int(os.environ.get("EGNATIA_RACES", "500"))
NEAR, BATCH, READERS = 0.5, 25, 3
Read = Callable[["Alert", "Session"], bytes]


@dataclass(slots=True)
class Alert:
    """An alert whose title holds a word of its own; `committed`: when its recall was."""

    record: UUID
    file: UUID
    word: str
    committed: float = float("inf")


@dataclass(slots=True)
class Session:
    person: UUID
    client: Client

    def page(self, name: str, *args: object, **query: str) -> bytes:
        answer = self.client.get(reverse(name, args=args), query)
        return b"".join(answer) if answer.streaming else bytes(answer.content)


def digest(_alert: Alert, session: Session) -> bytes:
    reader = reader_of(Person.objects.get(pk=session.person), strong=True)
    return " ".join(str(each.about) for each in ALERT_MAIL.waiting(reader)).encode()


# What one read tells: of the alert alone, or of all there are.
ALONE: dict[str, Read] = {
    "page": lambda alert, session: session.page("exchange:notice", alert.record),
    "file": lambda alert, session: session.page("files:download", alert.file),
    "marking": lambda alert, session: session.page("people:marking", alert.record),
}
TOGETHER: dict[str, Read] = {
    "list": lambda _alert, session: session.page("exchange:notices"),
    "list as a file": lambda _alert, session: session.page("exchange:notices-download", "csv"),
    "search": lambda _alert, session: session.page("public:search", q="undercover"),
    "what's new": lambda _alert, session: session.page("people:changes"),
    "this week": lambda _alert, session: session.page("exchange:week"),
    "digest": digest,
}


@dataclass(slots=True)
class Tally:
    races: int = 0
    before: Counter[str] = field(default_factory=Counter)  # reads that told it, begun before the commit
    late: Counter[str] = field(default_factory=Counter)


def published(by: Reader, number: int) -> Alert:
    word = f"undercover{number:06}"
    content = NoticeContent(ByLanguage({"en": f"Undercover {word}"}, "en"), category=ALERT)
    record = lifecycle.create(NOTICE, content, make.amber("focal-points"), by=by)
    return Alert(record, made.attached(record, by, f"{word} in a file".encode(), f"{number}.txt"), word)


def take_back(alerts: list[Alert], by: Reader, chance: random.Random) -> None:
    """Each is committed by itself; when the database answered that is noted."""
    try:
        for alert in alerts:
            sleep(chance.random() * 0.01)
            if chance.random() < 0.5:
                recall(alert.record, "Wrong", "Delete them", by=by)
            else:
                markings.remark(Record.objects.get(pk=alert.record), Marking(Tlp.AMBER_STRICT), by=by)
            alert.committed = perf_counter()
    finally:
        connections.close_all()


def read_on(
    alerts: list[Alert], session: Session, chance: random.Random, said: list[tuple[str, Alert | None, float, bytes]]
) -> None:
    """One read after the other, until a while after the last commit."""
    try:
        while (ends := max(alert.committed for alert in alerts)) == float("inf") or perf_counter() < ends + 0.15:
            together = chance.random() < 0.6
            name, read = chance.choice(list((TOGETHER if together else ALONE).items()))
            # The one that is about to be taken back, or was just now: that is where a race is.
            waiting = [alert for alert in alerts if alert.committed == float("inf")]
            done = [alert for alert in alerts if alert.committed < float("inf")]
            near = (done[-1:] or waiting[:1]) if chance.random() < 0.6 else (waiting[:1] or done[-1:])
            begun = perf_counter()
            said.append((name, None if together else near[0], begun, read(near[0], session)))
    finally:
        connections.close_all()


def batch(number: int, desk: Reader, sessions: list[Session], tally: Tally, *, plant: float = 0.0) -> None:
    """`plant`: a commit that counts as earlier than it was by so many seconds, to see that late reads are found."""
    alerts = [published(desk, number * BATCH + each) for each in range(BATCH)]
    said: list[list[tuple[str, Alert | None, float, bytes]]] = [[] for _ in sessions]
    threads = [threading.Thread(target=take_back, args=(alerts, desk, random.Random(number)))]
    for place, session in enumerate(sessions):
        chance = random.Random(number * 100 + place)
        threads.append(threading.Thread(target=read_on, args=(alerts, session, chance, said[place])))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, one, begun, told in (each for session in said for each in session):
        for alert in [one] if one else alerts:
            moment = alert.committed - plant
            if abs(begun - moment) > NEAR:
                continue
            tally.races += 1
            if (str(alert.record) if name == "digest" else alert.word).encode() in told:
                (tally.late if begun >= moment else tally.before)[name] += 1


def raced(most: int, *, plant: float = 0.0) -> Tally:
    with transaction.atomic():
        desk = make.reader("desk", seats=("focal-points",))
        readers = [make.reader(f"reader-{each}", seats=("focal-points",)) for each in range(READERS)]
    sessions = [Session(UUID(each.person), of(each)) for each in readers]
    tally, number = Tally(), 0
    while tally.races < most:
        batch(number, desk, sessions, tally, plant=plant)
        number += 1
    return tally


def test_no_read_that_begins_after_a_recall_tells_what_was_recalled() -> None:
    tally = raced(RACES)

    assert not tally.late
    assert tally.races >= RACES
    if RACES >= 5_000:
        assert set(tally.before) == {*ALONE, *TOGETHER}, "every exit told it before"


def test_late_reads_would_be_found() -> None:
    assert raced(200, plant=0.1).late
