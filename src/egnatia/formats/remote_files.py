"""Fetching a file from an address that somebody typed, so that nothing behind our own walls can be reached by it.

A name is resolved once; every address that it has must be a global one, and the connection goes to exactly that
address, so that a second answer of the name server changes nothing. Redirects are checked like the first address.
"""

import hashlib
import http.client
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network
from threading import Timer
from typing import BinaryIO
from urllib.parse import SplitResult, quote, urljoin, urlsplit

PORTS = {"https": 443, "http": 80}
# Python 3.11 calls some of these global: NAT64 and tunnels lead to an IPv4 address that nobody looked at.
TUNNELS = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
UNICAST = ip_network("2000::/3")  # all that is handed out of IPv6
REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_REDIRECTS = 3
PIECE = 1 << 16
LONGEST_ETAG = 200
XML = ("application/xml", "text/xml", "text/plain", "application/octet-stream", "binary/octet-stream")
LINES = ("application/json", "application/jsonl", "application/x-ndjson", "application/x-jsonlines")
TYPES = frozenset({*XML, *LINES, "application/gzip", "application/x-gzip"})

Resolver = Callable[[str, int], list[str]]


class RemoteRefused(Exception):  # noqa: N818 - said as callers say it
    """Nothing is taken from there. `code`: which rule of ours, or what the other side did; `value`: what it was."""

    def __init__(self, code: str, value: object = "") -> None:
        super().__init__(code)
        self.code, self.value = code, str(value)[:200]


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system knows them."""
    return list(dict.fromkeys(str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True, slots=True)
class FetchRules:
    """What may be fetched. `local`: "host:port" of servers on this machine, for tests only. No other `ports` are used;
    a resolver answers within the time that the system gives it."""

    bytes: int = 200_000_000
    seconds: float = 120.0
    types: frozenset[str] = TYPES
    local: frozenset[str] = frozenset()
    ports: Mapping[str, int] = field(default_factory=lambda: PORTS)
    resolver: Resolver = field(default=resolved)


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """What was fetched. `unchanged`: the server says that it is still the one with the entity tag that was sent."""

    address: str
    size: int = 0
    digest: str = ""
    etag: str = ""
    unchanged: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A server that was looked at: its name, and the addresses of this moment."""

    host: str
    port: int
    secure: bool
    path: str
    addresses: tuple[str, ...]


def fetched(address: str, into: BinaryIO, rules: FetchRules, *, etag: str = "") -> RemoteFile:
    """Write what is at `address` to `into`. Raises RemoteRefused, and nothing else, where that is not to be had."""
    until = time.monotonic() + rules.seconds
    for _attempt in range(MOST_REDIRECTS + 1):
        target = looked_at(address, rules)
        with _answer(target, until, etag=etag) as answer:
            if answer.status not in REDIRECTS:
                return _taken(address, answer, into, rules)
            address = _elsewhere(address, answer.headers.get("Location", ""))
    raise RemoteRefused("redirects")


def require_answer(address: str, rules: FetchRules) -> None:
    """Raises RemoteRefused where a browser would not find a page there. Nothing of the page is read.

    Servers that know no HEAD are asked for the page itself.
    """
    until = time.monotonic() + rules.seconds
    status = _status(address, rules, until, "HEAD")
    if status >= http.HTTPStatus.BAD_REQUEST:
        status = _status(address, rules, until, "GET")
    if status >= http.HTTPStatus.BAD_REQUEST:
        raise RemoteRefused("status", status)


def _status(address: str, rules: FetchRules, until: float, method: str) -> int:
    for _attempt in range(MOST_REDIRECTS + 1):
        with _answer(looked_at(address, rules), until, method=method) as answer:
            if answer.status not in REDIRECTS:
                return answer.status
            address = _elsewhere(address, answer.headers.get("Location", ""))
    raise RemoteRefused("redirects")


def looked_at(address: str, rules: FetchRules) -> Target:
    """The server of an address. Raises RemoteRefused where we do not go there."""
    parts, host, port = parts_of(address, rules)
    local = f"{host}:{port}" in rules.local
    try:
        addresses = rules.resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise RemoteRefused("unknown-host", host) from error
    if not addresses or not (local or all(map(is_outside, addresses))):
        raise RemoteRefused("inside", host)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{_query(parts)}" if parts.query else "")
    return Target(host, port, parts.scheme == "https", path, tuple(addresses))


def parts_of(address: str, rules: FetchRules) -> tuple[SplitResult, str, int]:
    """(parts, host, port) of an address as it is typed. Raises RemoteRefused where it is none that we would go to."""
    if any(letter <= " " or letter in "\\\x7f" for letter in address):
        raise RemoteRefused("address")
    try:
        parts = urlsplit(address)
        port = rules.ports.get(parts.scheme, 0) if parts.port is None else parts.port
        name = parts.hostname or ""
        host = name if ":" in name else name.rstrip(".").encode("idna").decode("ascii")
    except ValueError as error:
        raise RemoteRefused("address") from error
    if parts.scheme not in rules.ports:
        raise RemoteRefused("scheme", parts.scheme)
    if parts.username is not None or parts.password is not None:
        raise RemoteRefused("credentials")
    if not host:
        raise RemoteRefused("address")
    if port != rules.ports[parts.scheme] and f"{host}:{port}" not in rules.local:
        raise RemoteRefused("port", port)
    return parts, host, port


def _query(parts: SplitResult) -> str:
    return quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")


def is_outside(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    try:
        found = ip_address(address)
    except ValueError:  # with a zone, say: of this machine's own network
        return False
    if any(found in network for network in TUNNELS) or (found.version == 6 and found not in UNICAST):
        return False
    return found.is_global and not (found.is_multicast or found.is_reserved)


class PinnedConnection(http.client.HTTPConnection):
    """To an address that was looked at, whatever its name has become since; the certificate must be the name's."""

    def __init__(self, target: Target, seconds: float) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self._target = target
        self._held: socket.socket | None = None  # ours even where the answer has taken the connection over

    def connect(self) -> None:
        self.sock = self._held = self._reached()
        if self._target.secure:
            context = ssl.create_default_context()
            wrapped = context.wrap_socket(self.sock, server_hostname=self._target.host, do_handshake_on_connect=False)
            self.sock = self._held = wrapped
            wrapped.do_handshake()

    def _reached(self) -> socket.socket:
        fault: OSError = OSError()
        for address in self._target.addresses:
            try:
                return socket.create_connection((address, self._target.port), self.timeout)
            except OSError as error:
                fault = error
        raise fault

    def cut(self) -> None:
        """Whoever still reads from it comes to an end."""
        if self._held is not None:
            with suppress(OSError):
                self._held.shutdown(socket.SHUT_RDWR)


@contextmanager
def _answer(target: Target, until: float, *, etag: str = "", method: str = "GET") -> Iterator[http.client.HTTPResponse]:
    """The answer of a server. Whatever it does wrong is a refusal, and so is what it has not done in time."""
    left = until - time.monotonic()
    if left <= 0:
        raise RemoteRefused("time")
    headers = {"User-Agent": "Egnatia", "Accept-Encoding": "identity", "Accept": "*/*", "Connection": "close"}
    with closing(PinnedConnection(target, left)) as connection:
        watch = Timer(left, connection.cut)
        watch.daemon = True
        watch.start()
        try:
            connection.request(method, target.path, headers=headers | ({"If-None-Match": etag} if etag else {}))
            with closing(connection.getresponse()) as answer:
                yield answer
            if time.monotonic() >= until:  # what ends with the connection may have been cut off
                raise RemoteRefused("time", target.host)
        except ssl.SSLCertVerificationError as error:
            raise RemoteRefused("certificate", target.host) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = time.monotonic() >= until or isinstance(error, TimeoutError)
            raise RemoteRefused("time" if late else "unreachable", target.host) from error
        finally:
            watch.cancel()


def _elsewhere(address: str, location: str) -> str:
    try:
        there = urljoin(address, location)
    except ValueError as error:
        raise RemoteRefused("address") from error
    if not location:
        raise RemoteRefused("address")
    return there


def _taken(address: str, answer: http.client.HTTPResponse, into: BinaryIO, rules: FetchRules) -> RemoteFile:
    if answer.status == http.HTTPStatus.NOT_MODIFIED:
        return RemoteFile(address, unchanged=True)
    if answer.status != http.HTTPStatus.OK:
        raise RemoteRefused("status", answer.status)
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    packed = answer.headers.get("Content-Encoding", "").strip().lower()
    if (kind and kind not in rules.types) or packed not in ("", "identity", "gzip"):
        raise RemoteRefused("type", kind or packed)
    size, digest = 0, hashlib.sha256()
    while piece := answer.read(PIECE):
        size += len(piece)
        if size > rules.bytes:
            raise RemoteRefused("size", rules.bytes)
        digest.update(piece)
        into.write(piece)
    if answer.length:
        raise http.client.IncompleteRead(b"", answer.length)
    etag = answer.headers.get("ETag", "")
    usable = len(etag) <= LONGEST_ETAG and etag.isascii() and etag.isprintable()
    return RemoteFile(address, size, digest.hexdigest(), etag if usable else "")
