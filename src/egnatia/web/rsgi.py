"""The RSGI application that granian serves: Django in threads, with senders and readers kept out of them.

A thread is given a request when its whole body has been read, and is free again before the answer has been sent. So
neither a slow sender nor a slow reader keeps others from their pages. What is too slow, too large or cut off is refused
here; its page is Django's, like every other. What takes long has threads of its own and waits for them here, without
one: simple pages always find a thread.
"""

import asyncio
import logging
import os
import shutil
import sys
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from multiprocessing import parent_process
from tempfile import SpooledTemporaryFile, gettempdir
from typing import IO, Any, Protocol

from django.conf import settings
from django.urls import Resolver404, resolve

from egnatia.formats.layers import keep_others_out
from egnatia.kernel.requests import NOT_READ
from egnatia.web import wsgi  # which sets Django up, before anything of ours that needs it
from egnatia.web.addresses import divided
from egnatia.web.middleware.requests import is_expensive
from egnatia.web.serve.child import die_with

GRACE = 15.0  # seconds in which every body may come, however small
RATE = 16 * 1024  # bytes per second, on average, of what takes longer; of an answer too
IN_MEMORY = 256 * 1024  # bytes; what is larger goes to a file
MOST_SPOOLED = 1024 * 1024 * 1024  # bytes of bodies in files at any one time
PATIENCE = 5.0  # seconds in which one that takes long waits for others to end
SPOOLED = "egnatia.spooled"  # in the environ: how much of a body is in a file

log = logging.getLogger(__name__)
Environ = dict[str, Any]
WSGI = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Scope(Protocol):
    """What RSGI says of a request. `path` is decoded; `client` is "address:port"."""

    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    headers: Any


class Connection(Protocol):
    """A request's body, by pieces, and its answer."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...
    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None: ...
    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> "Stream": ...


class Stream(Protocol):
    """An answer by pieces: each is awaited until the connection takes it."""

    async def send_bytes(self, data: bytes) -> None: ...


class RefusedError(Exception):
    """`status` says why a body is not read to its end, or a request not handed to its view."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class CutOffError(Exception):
    """The sender went away before the body was there: nobody waits for an answer."""


@dataclass(slots=True)
class Answer:
    """What Django answered, whole."""

    status: int = 500
    headers: list[tuple[str, str]] = field(default_factory=list)
    content: IO[bytes] = field(default_factory=lambda: SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115 - `_send` closes it

    def start(self, status: str, headers: list[tuple[str, str]], *_: object) -> None:
        self.status, self.headers = int(status.split(" ", 1)[0]), headers


@dataclass(frozen=True, slots=True)
class ExpensiveRequests:
    """`are` says which take long; `at_once` of them have a thread, others wait."""

    are: Callable[[Environ], bool]
    at_once: int
    patience: float = PATIENCE  # seconds


NONE = ExpensiveRequests(lambda _environ: False, 0)


class Front:
    """Reads, lets one of `threads` threads answer, and sends. Those that take long have threads beside these."""

    def __init__(
        self,
        application: WSGI,
        threads: int,
        *,
        grace: float = GRACE,
        rate: int = RATE,
        expensive: ExpensiveRequests = NONE,
    ) -> None:
        self._application, self._grace, self._rate, self._expensive = application, grace, rate, expensive
        self._threads = ThreadPoolExecutor(threads + expensive.at_once, thread_name_prefix="pages")
        self._turns = asyncio.Semaphore(expensive.at_once)
        self._spooled = 0

    def __rsgi_del__(self, _loop: object) -> None:
        """What is being answered is answered before the process ends."""
        self._threads.shutdown()

    async def __rsgi__(self, scope: Scope, connection: Connection) -> None:
        with SpooledTemporaryFile(IN_MEMORY) as body:
            environ = environ_of(scope, body)
            try:
                await self._read(connection, environ, body)
                body.seek(0)
                async with self._turn(environ):
                    answer = await self._in_a_thread(environ)
            except RefusedError as refused:
                answer = await self._in_a_thread(environ | {NOT_READ: refused.status, "CONTENT_LENGTH": ""})
            except CutOffError:
                return
            finally:
                self._spooled -= environ.get(SPOOLED, 0)
        with answer.content:
            await self._send(connection, answer)

    async def _read(self, connection: Connection, environ: Environ, body: IO[bytes]) -> None:
        """The body into a file. Raises RefusedError: too large, too slow; CutOffError: broken off."""
        announced = environ["CONTENT_LENGTH"]
        if not announced and "HTTP_TRANSFER_ENCODING" not in environ:
            return
        largest = settings.UPLOAD_LIMIT + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if announced and not (announced.isascii() and announced.isdigit() and int(announced) <= largest):
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        loop, size = asyncio.get_running_loop(), 0
        began = loop.time()
        try:
            async with asyncio.timeout_at(began + self._grace) as deadline:
                async for piece in connection:
                    size += len(piece)
                    if size > largest:
                        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                    if size > IN_MEMORY:
                        self._make_room(environ, size)
                    body.write(piece)
                    deadline.reschedule(began + self._grace + size / self._rate)
        except TimeoutError:
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
        if announced and size < int(announced):
            raise CutOffError
        environ["CONTENT_LENGTH"] = str(size)

    def _make_room(self, environ: Environ, size: int) -> None:
        """Count what this body takes of all that are in files. Raises RefusedError where they are too large, or where
        the disk that they lie on has little left."""
        self._spooled += size - environ.get(SPOOLED, 0)
        environ[SPOOLED] = size
        if self._spooled > MOST_SPOOLED:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE)
        if shutil.disk_usage(gettempdir()).free < settings.SPACE_RESERVE:
            raise RefusedError(HTTPStatus.INSUFFICIENT_STORAGE)

    @asynccontextmanager
    async def _turn(self, environ: Environ) -> AsyncIterator[None]:
        """Wait, if this one takes long, until fewer others are being answered. Raises RefusedError where they go on."""
        if not self._expensive.are(environ):
            yield
            return
        try:
            await asyncio.wait_for(self._turns.acquire(), self._expensive.patience)
        except TimeoutError:
            raise RefusedError(HTTPStatus.TOO_MANY_REQUESTS) from None
        try:
            yield
        finally:
            self._turns.release()

    async def _in_a_thread(self, environ: Environ) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._answered, environ)

    def _answered(self, environ: Environ) -> Answer:
        """Django's answer; a bare 500 where it has none."""
        answer = Answer()
        try:
            pieces = self._application(environ, answer.start)
            try:
                for piece in pieces:
                    answer.content.write(piece)
            finally:
                getattr(pieces, "close", lambda: None)()
        except Exception:
            log.exception("An answer failed.")
            answer.content.close()
            answer = Answer()
        answer.content.seek(0)
        return answer

    async def _send(self, connection: Connection, answer: Answer) -> None:
        piece = answer.content.read(IN_MEMORY)
        if len(piece) < IN_MEMORY:
            connection.response_bytes(answer.status, answer.headers, piece)
            return
        to = connection.response_stream(answer.status, answer.headers)
        loop = asyncio.get_running_loop()
        began, size = loop.time(), 0
        try:
            async with asyncio.timeout_at(began + self._grace) as deadline:
                while piece:
                    size += len(piece)
                    deadline.reschedule(began + self._grace + size / self._rate)
                    await to.send_bytes(piece)
                    piece = answer.content.read(IN_MEMORY)
        except TimeoutError:
            log.info("A reader was too slow for an answer: %d bytes were sent.", size)


def environ_of(scope: Scope, body: IO[bytes]) -> Environ:
    """PEP 3333's environ. A header whose name has an underscore is left out: it could pass for another."""
    address, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _native(scope.path),
        "QUERY_STRING": _native(scope.query_string),
        "CONTENT_TYPE": "",
        "CONTENT_LENGTH": "",
        "SERVER_NAME": address.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key not in {"CONTENT_TYPE", "CONTENT_LENGTH"}:
            key = f"HTTP_{key}"
        before = environ.get(key)
        environ[key] = value if not before else f"{before}{'; ' if key == 'HTTP_COOKIE' else ','}{value}"
    return environ


def _native(text: str) -> str:
    """Bytes as PEP 3333 has them, one per letter."""
    return text.encode("utf-8", "replace").decode("latin-1")


def takes_long(environ: Environ) -> bool:
    """Whether that is declared of the view that will answer."""
    try:
        _language, path = divided(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace"))
        view = resolve(path).func
    except Resolver404:
        return False
    return is_expensive(view, environ["REQUEST_METHOD"], environ["CONTENT_TYPE"])


keep_others_out()
if parent_process():  # granian's first process, which may be killed before us
    die_with(os.getppid())
application = Front(
    wsgi.application,
    int(os.environ.get("EGNATIA_THREADS", "4")),
    expensive=ExpensiveRequests(takes_long, settings.EXPENSIVE_AT_ONCE),
)
