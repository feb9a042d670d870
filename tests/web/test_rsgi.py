"""Bodies are read, and answers sent, outside of the threads that Django runs in."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from threading import Event

import pytest
from django.conf import LazySettings
from django.test import Client

from egnatia.kernel.requests import NOT_READ
from egnatia.web import rsgi
from egnatia.web.rsgi import IN_MEMORY, Environ, ExpensiveRequests, Front, takes_long

pytestmark = pytest.mark.filterwarnings("error")


class Headers:
    def __init__(self, *found: tuple[str, str]) -> None:
        self.found = found

    def items(self) -> list[tuple[str, str]]:
        return list(self.found)


@dataclass
class Request:
    headers: Headers = field(default_factory=Headers)
    method: str = "POST"
    path: str = "/"
    query_string: str = ""
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "[2001:db8::1]:40000"
    scheme: str = "http"


@dataclass
class Wire:
    """A connection that sends `pieces`, waiting before each, and takes what is answered at `delay` seconds a piece."""

    pieces: Iterable[bytes] = ()
    wait: float = 0
    delay: float = 0
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    content: bytes = b""

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            await asyncio.sleep(self.wait)
            yield piece

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.content = status, headers, body

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> "Wire":
        self.status, self.headers = status, headers
        return self

    async def send_bytes(self, data: bytes) -> None:
        await asyncio.sleep(self.delay)
        self.content += data


def echo(environ: Environ, start: Callable[..., object]) -> list[bytes]:
    """What was sent; where it was not read, why."""
    status = environ.get(NOT_READ, HTTPStatus.OK)
    start(f"{status.value} {status.phrase}", [])
    return [] if NOT_READ in environ else [environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"] or 0))]


def asked(wire: Wire, *headers: tuple[str, str], front: Front | None = None, **said: str) -> Wire:
    front = front or Front(echo, 1)
    asyncio.run(front.__rsgi__(Request(Headers(*headers), **said), wire))
    return wire


def test_a_body_is_handed_over_whole_however_it_comes() -> None:
    large = [b"a" * IN_MEMORY, b"b" * IN_MEMORY, b"c"]

    assert asked(Wire([b"on", b"e"]), ("content-length", "3")).content == b"one"
    assert asked(Wire([b"on", b"e"]), ("transfer-encoding", "chunked")).content == b"one"
    assert asked(Wire(large), ("content-length", str(2 * IN_MEMORY + 1))).content == b"".join(large)
    assert asked(Wire([b"unannounced"])).content == b""


def test_a_slow_body_is_refused_and_no_thread_waits_for_it() -> None:
    front = Front(echo, 1, grace=0.2, rate=1)

    async def together() -> list[Wire]:
        slow = [Wire([b"abc", b"def"], wait=0.15) for _ in range(20)]
        quick = Wire([b"one"])
        length = Headers(("content-length", "6"))
        waiting = [asyncio.create_task(front.__rsgi__(Request(length), wire)) for wire in slow]
        await asyncio.sleep(0)
        await front.__rsgi__(Request(Headers(("content-length", "3"))), quick)
        assert quick.content == b"one", "while twenty others are being read"
        assert not any(wire.status for wire in slow)
        await asyncio.gather(*waiting)
        return slow

    assert {wire.status for wire in asyncio.run(together())} == {200}, "3 bytes gave three seconds more"
    never = asked(Wire([b"abc", b"def"], wait=0.15), ("content-length", "6"), front=Front(echo, 1, grace=0.1))
    assert never.status == HTTPStatus.REQUEST_TIMEOUT


def crowded(patience: float) -> tuple[list[int], int]:
    """Statuses of six that take long, two of them at once, and of a page that is asked for behind them."""
    go_on = Event()

    def slow(environ: Environ, start: Callable[..., object]) -> list[bytes]:
        if environ["PATH_INFO"] == "/long/" and NOT_READ not in environ:
            go_on.wait(10)
        return echo(environ, start)

    expensive = ExpensiveRequests(lambda environ: environ["PATH_INFO"] == "/long/", 2, patience)
    front = Front(slow, 1, expensive=expensive)

    async def together() -> tuple[list[int], int]:
        wires, simple = [Wire() for _ in range(6)], Wire()
        waiting = [asyncio.create_task(front.__rsgi__(Request(path="/long/"), wire)) for wire in wires]
        await asyncio.sleep(2 * patience if patience < 1 else 0)
        await front.__rsgi__(Request(), simple)
        go_on.set()
        await asyncio.gather(*waiting)
        return sorted(wire.status for wire in wires), simple.status

    return asyncio.run(together())


def test_a_simple_page_finds_a_thread_whatever_takes_long_and_that_waits_without_one() -> None:
    assert crowded(patience=60) == ([200] * 6, 200)


def test_what_takes_long_is_refused_when_it_waited_in_vain() -> None:
    assert crowded(patience=0.1) == ([200] * 2 + [HTTPStatus.TOO_MANY_REQUESTS] * 4, 200)


@pytest.mark.parametrize(
    ("method", "path", "content_type", "long"),
    [
        ("GET", "/search/", "", True),
        ("GET", "/matrix/download.xlsx", "", True),
        ("GET", "/proposal/", "", False),
        ("POST", "/proposal/", "application/x-www-form-urlencoded", True),
        ("POST", "/needs/upload/", "multipart/form-data; boundary=x", True),
        ("GET", "/help/", "", False),
        ("GET", "/no-such-page/", "", False),
    ],
)
def test_the_server_knows_before_it_hands_a_request_over_whether_it_takes_long(
    method: str, path: str, content_type: str, *, long: bool
) -> None:
    assert takes_long({"REQUEST_METHOD": method, "PATH_INFO": path, "CONTENT_TYPE": content_type}) is long


def test_a_body_that_is_too_large_is_refused_by_what_it_says_or_when_it_is(settings: LazySettings) -> None:
    settings.UPLOAD_LIMIT, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 8, 2

    assert asked(Wire(), ("content-length", "11")).status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert asked(Wire(), ("content-length", "²")).status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert asked(Wire([b"12345678", b"901"]), ("transfer-encoding", "chunked")).status == 413
    assert asked(Wire([b"1234567890"]), ("content-length", "10")).status == 200


def test_whoever_goes_away_before_the_end_is_not_answered() -> None:
    wire = asked(Wire([b"abc"]), ("content-length", "6"))

    assert (wire.status, wire.content) == (0, b"")


def test_large_bodies_take_only_so_much_of_the_disk_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rsgi, "MOST_SPOOLED", 3 * IN_MEMORY)
    front, length = Front(echo, 1), Headers(("content-length", str(2 * IN_MEMORY)))

    async def two() -> list[int]:
        wires = [Wire([b"a" * IN_MEMORY, b"b" * IN_MEMORY], wait=0.01) for _ in range(2)]
        await asyncio.gather(*(front.__rsgi__(Request(length), wire) for wire in wires))
        return sorted(wire.status for wire in wires)

    assert asyncio.run(two()) == [200, HTTPStatus.SERVICE_UNAVAILABLE]
    assert asyncio.run(two()) == [200, HTTPStatus.SERVICE_UNAVAILABLE], "what the first two took is free again"


def test_while_space_is_short_only_small_bodies_are_read(settings: LazySettings) -> None:
    settings.SPACE_RESERVE = 2**62  # more than any disk has
    large = Wire([b"a" * IN_MEMORY, b"b"])

    assert asked(large, ("content-length", str(IN_MEMORY + 1))).status == HTTPStatus.INSUFFICIENT_STORAGE
    assert asked(Wire([b"one"]), ("content-length", "3")).content == b"one"


def test_a_slow_reader_holds_no_thread_and_is_left_in_the_end() -> None:
    answered, closed = Event(), Event()

    class Large:
        def __iter__(self) -> Iterator[bytes]:
            yield from [b"x" * IN_MEMORY] * 4
            answered.set()

        def close(self) -> None:
            closed.set()

    def large(_: Environ, start: Callable[..., object]) -> Iterable[bytes]:
        start("200 OK", [])
        return Large()

    wire = asked(Wire(delay=0.3), front=Front(large, 1, grace=0.4, rate=100 * IN_MEMORY))

    assert answered.is_set()
    assert closed.is_set()
    assert IN_MEMORY <= len(wire.content) < 4 * IN_MEMORY
    assert len(asked(Wire(), front=Front(large, 1)).content) == 4 * IN_MEMORY


def test_what_django_cannot_answer_is_a_bare_500(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Environ, start: Callable[..., object]) -> Iterable[bytes]:
        start("200 OK", [])
        raise ValueError

    assert asked(Wire(), front=Front(broken, 1)).status == 500
    assert "An answer failed." in caplog.text


def test_a_header_with_an_underscore_passes_for_no_other() -> None:
    found: Environ = {}

    def keeping(environ: Environ, start: Callable[..., object]) -> list[bytes]:
        found.update(environ)
        return echo(environ, start)

    headers = ("x-forwarded-for", "1"), ("X_Forwarded_For", "2"), ("cookie", "a=1"), ("cookie", "b=2"), ("accept", "c")
    asked(Wire(), *headers, ("accept", "d"), front=Front(keeping, 1), path="/ž", query_string="q=ž")

    assert found["HTTP_X_FORWARDED_FOR"] == "1"
    assert (found["HTTP_COOKIE"], found["HTTP_ACCEPT"]) == ("a=1; b=2", "c,d")
    assert (found["REMOTE_ADDR"], found["SERVER_NAME"], found["SERVER_PORT"]) == ("2001:db8::1", "127.0.0.1", "8000")
    assert found["PATH_INFO"].encode("latin-1").decode() == "/ž"


@pytest.mark.django_db
@pytest.mark.parametrize("status", [408, 413, 429, 503, 507])
def test_what_was_not_read_has_a_page(status: int) -> None:
    page = Client().post("/", **{NOT_READ: HTTPStatus(status)})  # type: ignore[arg-type]  # META of the test client

    assert page.status_code == status
    assert "Nothing was changed." in page.text


def test_what_is_being_answered_is_answered_before_the_process_ends() -> None:
    front = Front(echo, 1)
    front.__rsgi_del__(None)

    with pytest.raises(RuntimeError):
        asked(Wire(), front=front)
