"""One access of a reader to the site, and everything that comes back."""

import random
import secrets
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve, reverse
from django.utils import timezone

from egnatia.kernel import clock, ids
from tests.noninterference.mails import METHOD, mails_to

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


@cache
def address_of(name: str, /, *args: object) -> str:
    """Where a route is found: kept, since an observer draws from thousands of accesses, mostly known from before."""
    return reverse(name, args=args)


@cache
def route_of(path: str) -> str:
    """The full name of the route that answers there."""
    return resolve(path.partition("?")[0]).view_name


def get(name: str, /, *args: object, headers: object = None, **query: object) -> Access:
    return Access("GET", address_of(name, *args), query, _headers(headers))


def head(name: str, /, *args: object) -> Access:
    return Access("HEAD", address_of(name, *args))


def post(name: str, /, *args: object, headers: object = None, **data: object) -> Access:
    return Access("POST", address_of(name, *args), data, _headers(headers))


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


class _Determined:
    """Identifiers, clock and secrets that follow from a seed, in place of the modules' own while it is in force."""

    def __init__(self, seed: str, moment: datetime) -> None:
        self._seed, self._moment, self._number = seed, moment, -1
        self._stamp = moment.timestamp()
        self._chance: random.Random | None = None  # most pages need none

    @property
    def chance(self) -> random.Random:
        self._chance = self._chance or random.Random(self._seed)
        return self._chance

    def identifier(self) -> uuid.UUID:
        self._number += 1
        return uuid.uuid5(NAMES, f"{self._seed}:{self._number}")

    def now(self) -> datetime:
        return self._moment

    def _choice(self, among: Sequence[str]) -> str:
        return self.chance.choice(among)

    def places(self) -> tuple[tuple[Any, str, object], ...]:
        """Module, name, what stands there meanwhile. Set by hand: a mock costs more than many a page."""
        return (
            (timezone, "now", self.now),
            (time, "time", lambda: self._stamp),  # a cookie's expiry
            (secrets, "choice", self._choice),
            (secrets, "token_hex", lambda n=16: f"{self.chance.getrandbits(n * 8):0{n * 2}x}"),
            (secrets, "token_urlsafe", lambda n=16: f"{self.chance.getrandbits(n * 8):x}"),
            (secrets, "token_bytes", lambda n=16: self.chance.randbytes(n)),
        )


@contextmanager
def deterministic(seed: str, moment: datetime) -> Iterator[None]:
    """Identifiers, clock and secrets follow from `seed` alone: what differs then is a leak."""
    determined = _Determined(seed, moment)
    places = determined.places()
    replaced = [(place, name, getattr(place, name)) for place, name, _ in places]
    with ids.identifiers_from(determined.identifier), clock.time_from(determined.now):
        for place, name, instead in places:
            setattr(place, name, instead)
        try:
            yield
        finally:
            for place, name, true in replaced:
                setattr(place, name, true)


def moment_of(number: int) -> datetime:
    """Operations happen a day apart, so that what depends on days is exercised."""
    return BEGINNING + timedelta(days=number)


class _Count:
    """How often the database was asked: statements and savepoints alike, whatever the page made of them."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., object], *asked: object) -> object:
        self.queries += 1
        return execute(*asked)


def answer_to(client: Client, access: Access, moment: datetime) -> Answer:
    """Send one access; whatever it changes is undone."""
    before = {name: morsel.value for name, morsel in client.cookies.items()}
    sent, told = len(mail.outbox), access.method == METHOD
    with deterministic(str(access), moment), transaction.atomic():
        count = _Count()
        with connection.execute_wrapper(count):
            response: Any = mails_to(client, str(access.data["frequency"]), moment) if told else send(client, access)
            body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies = SimpleCookie(before)
    mails = tuple(str(message.message()) for message in mail.outbox[sent:])
    del mail.outbox[sent:]
    headers = tuple(sorted(response.items()))
    cookies = tuple(sorted(("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()))
    # How much the job asked of the database is nothing that its addressee learns.
    return Answer(response.status_code, headers + cookies, body, 0 if told else count.queries, mails)


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
