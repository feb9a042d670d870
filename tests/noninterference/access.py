"""One access of a reader to the site, and everything that comes back."""

import random
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from unittest import mock
from urllib.parse import urlencode

from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from egnatia.kernel import clock, ids

NAMES = uuid.UUID(int=7)
BEGINNING = datetime(2026, 5, 4, 9, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Access:
    """A request. `data` are query or form values; a value of bytes is sent as a file of that name."""

    method: str
    path: str
    data: Mapping[str, object] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.method} {self.path} {dict(self.data)} {dict(self.headers)}"


def get(name: str, /, *args: object, headers: object = None, **query: object) -> Access:
    return Access("GET", reverse(name, args=args), query, _headers(headers))


def head(name: str, /, *args: object) -> Access:
    return Access("HEAD", reverse(name, args=args))


def post(name: str, /, *args: object, headers: object = None, **data: object) -> Access:
    return Access("POST", reverse(name, args=args), data, _headers(headers))


def _headers(given: object) -> Mapping[str, str]:
    return given if isinstance(given, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reader can learn: status, headers, body, how much was asked of the database, mails."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    queries: int
    mails: tuple[str, ...]

    def difference(self, other: "Answer") -> str:
        """In words, where the two answers differ; empty where they do not."""
        for name in ("status", "headers", "queries", "mails"):
            mine, theirs = getattr(self, name), getattr(other, name)
            if mine != theirs:
                return f"{name}: {mine} / {theirs}"
        if self.body != other.body:
            return f"body: {first_difference(self.body, other.body)}"
        return ""


def first_difference(one: bytes, other: bytes) -> str:
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, at - 80) : at + 80]!r} / …{other[max(0, at - 80) : at + 80]!r}"


@contextmanager
def deterministic(seed: str, moment: datetime) -> Iterator[None]:
    """Identifiers, clock and secrets follow from `seed` alone: what differs then is a leak."""
    chance = random.Random(seed)
    numbers = iter(range(1_000_000))
    source: Callable[[], uuid.UUID] = lambda: uuid.uuid5(NAMES, f"{seed}:{next(numbers)}")  # noqa: E731 - one line
    with (
        ids.identifiers_from(source),
        clock.time_from(lambda: moment),
        mock.patch("django.utils.timezone.now", return_value=moment),
        mock.patch("time.time", return_value=moment.timestamp()),  # a cookie's expiry
        mock.patch("django.utils.crypto.secrets.choice", chance.choice),
        mock.patch("secrets.token_hex", lambda n=16: f"{chance.getrandbits(n * 8):0{n * 2}x}"),
        mock.patch("secrets.token_urlsafe", lambda n=16: f"{chance.getrandbits(n * 8):x}"),
        mock.patch("secrets.token_bytes", lambda n=16: chance.randbytes(n)),
    ):
        yield


def moment_of(number: int) -> datetime:
    """Operations happen a day apart, so that what depends on days is exercised."""
    return BEGINNING + timedelta(days=number)


def answer_to(client: Client, access: Access, moment: datetime) -> Answer:
    """Send one access; whatever it changes is undone."""
    before = SimpleCookie(client.cookies.output(header="", sep=";"))
    sent = len(mail.outbox)
    with deterministic(str(access), moment), transaction.atomic():
        connection.queries_log.clear()  # it is capped, and then compares nothing with nothing
        with CaptureQueriesContext(connection) as queries:
            response = send(client, access)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies = before
    mails = tuple(str(message.message()) for message in mail.outbox[sent:])
    del mail.outbox[sent:]
    headers = tuple(sorted(response.items()))
    cookies = tuple(sorted(("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()))
    return Answer(response.status_code, headers + cookies, body, len(queries), mails)


def send(client: Client, access: Access) -> Any:  # noqa: ANN401 - a response that may stream
    """The bare response to an access."""
    headers = {**access.headers}
    if access.method == "POST":
        data = {name: _file(name, value) if isinstance(value, bytes) else value for name, value in access.data.items()}
        return client.post(access.path, data, headers=headers)
    return client.generic(access.method, access.path, QUERY_STRING=urlencode(access.data, doseq=True), headers=headers)


def _file(name: str, content: bytes) -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file
