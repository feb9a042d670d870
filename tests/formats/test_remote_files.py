"""Fetching from an address that somebody typed: nothing inside is reached, whatever the address is made of."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from egnatia.formats.remote_files import (
    FetchRules,
    PinnedConnection,
    RemoteFile,
    RemoteRefused,
    Target,
    fetched,
    is_outside,
    require_answer,
    resolved,
)

LOCALHOST = (
    *("127.0.0.1", "127.1", "127.0.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "017700000001"),
    *("localhost", "localhost.", "LOCALHOST", "0.0.0.0", "0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]"),
    *("[0:0:0:0:0:ffff:7f00:1]", "１２７.０.０.１", "127。0。0。1", "127.0.0.1.", "127.255.255.254"),
)
METADATA = ("169.254.169.254", "[fd00:ec2::254]", "2852039166", "0xa9fea9fe", "[::ffff:169.254.169.254]")
PRIVATE = (
    *("10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "192.0.0.1", "198.18.0.1"),
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[fec0::1]"),
)
TUNNELS = (
    *("[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "[2002:a9fe:a9fe::1]"),
    *("[2001::1]", "[2001:0:7f00:1::]"),
)
INSIDE = (*LOCALHOST, *METADATA, *PRIVATE, *TUNNELS)
NO_ADDRESSES = (
    *("file:///etc/passwd", "ftp://example.org/a", "gopher://127.0.0.1/", "javascript:alert(1)", "data:,a", "//x", ""),
    *("http://", "http://[", "http://[::1", "http://a b/", "http://a\\@127.0.0.1/", "http://a..b/", "https:///x"),
    *("http://user@example.org/", "http://user:word@example.org/", "http://example.org:22/", "http://example.org:0/"),
    *("http://example.org:99999/", "http://example.org:x/", "http://example.org\n.test/", "http://" + "a" * 70 + "/"),
)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]  # set when it is made
        site.paths.append(self.path)
        site.etags.append(self.headers.get("If-None-Match", ""))
        status, headers, body = site.answers.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value.encode().decode("latin-1"))
        self.end_headers()
        self.wfile.write(body)

    def do_HEAD(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]  # set when it is made
        if site.knows_head:
            self.do_GET()
        else:
            self.send_error(405)

    def log_message(self, *_: object) -> None:
        """Tests stay quiet."""


@dataclass
class Site:
    """A server of this machine, with what it was asked for."""

    port: int = 0
    paths: list[str] = field(default_factory=list)
    etags: list[str] = field(default_factory=list)
    knows_head: bool = True
    answers: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)

    @property
    def rules(self) -> FetchRules:
        """Every address without a port leads here, if it leads to this machine."""
        return FetchRules(seconds=10, ports={"http": self.port, "https": self.port})

    @property
    def opened(self) -> FetchRules:
        return replace(self.rules, local=frozenset({f"127.0.0.1:{self.port}"}))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.site, found.port = found, server.server_port  # type: ignore[attr-defined]  # for its handler
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield found
    server.shutdown()
    thread.join()
    server.server_close()


def get(address: str, rules: FetchRules, etag: str = "") -> tuple[bytes, RemoteFile]:
    into = BytesIO()
    found = fetched(address, into, rules, etag=etag)
    return into.getvalue(), found


def refusal(address: str, rules: FetchRules) -> str:
    with pytest.raises(RemoteRefused) as refused:
        get(address, rules)
    return refused.value.code


@pytest.mark.parametrize("host", INSIDE)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_spelling_of_an_address_inside_is_asked_for_anything(site: Site, scheme: str, host: str) -> None:
    assert refusal(f"{scheme}://{host}/a.xml", site.rules) in ("inside", "unknown-host", "address")

    assert site.paths == []


@pytest.mark.parametrize("host", INSIDE)
def test_a_redirect_inside_is_not_followed(site: Site, host: str) -> None:
    site.answers["/a"] = (302, {"Location": f"http://{host}/secret"}, b"")

    def resolver(name: str, port: int) -> list[str]:
        return ["127.0.0.1"] if name == "published.test" else resolved(name, port)

    rules = replace(site.rules, local=frozenset({f"published.test:{site.port}"}), resolver=resolver)
    assert refusal("http://published.test/a", rules) in ("inside", "unknown-host", "address")

    assert site.paths == ["/a"]


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_of_a_file_is_refused(address: str) -> None:
    rules = FetchRules(resolver=lambda _host, _port: pytest.fail("nothing is to be looked up"))

    assert refusal(address, rules) in ("address", "scheme", "credentials", "port")


@pytest.mark.parametrize(
    "location", ["http://[", "http://[::1", "mailto:a@example.org", "", "http://a b/", "http://a:b/"]
)
def test_a_redirect_to_what_is_no_address_is_a_refusal(site: Site, location: str) -> None:
    site.answers["/a"] = (302, {"Location": location}, b"")

    assert refusal(f"{site.address}/a", site.opened) in ("address", "scheme")


def test_a_name_is_resolved_once_so_a_second_answer_changes_nothing(site: Site) -> None:
    asked = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["192.0.2.1"] if len(asked) > 1 else ["127.0.0.1"]

    site.answers["/a"] = (200, {"Content-Type": "text/xml"}, b"<a/>")
    rules = replace(site.rules, local=frozenset({f"rebinding.test:{site.port}"}), resolver=rebinding)

    assert get(f"http://rebinding.test:{site.port}/a", rules)[0] == b"<a/>"  # went to the first answer
    assert asked == ["rebinding.test"]


def test_a_name_with_one_address_inside_among_others_is_refused(site: Site) -> None:
    rules = replace(site.rules, resolver=lambda _host, _port: ["93.184.216.34", "127.0.0.1"])

    assert refusal("http://both.test/a", rules) == "inside"
    assert site.paths == []


def test_each_hop_is_resolved_anew(site: Site) -> None:
    asked = []

    def moving(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    site.answers["/a"] = (302, {"Location": "/b"}, b"")
    rules = replace(site.rules, local=frozenset({f"moving.test:{site.port}"}), resolver=moving)

    assert refusal(f"http://moving.test:{site.port}/a", rules) == "status"
    assert asked == ["moving.test"] * 2


def test_what_is_global_is_told_from_what_only_looks_so() -> None:
    assert all(map(is_outside, ("93.184.216.34", "2606:2800:220:1::1", "1.1.1.1")))
    assert not any(map(is_outside, (*(host.strip("[]") for host in (*PRIVATE, *TUNNELS)), "fe80::1%eth0", "nonsense")))


def test_a_file_is_fetched_and_its_digest_told(site: Site) -> None:
    site.answers["/a b.xml?x=1"] = (200, {}, b"")
    site.answers["/a.xml?x=%C3%A9"] = (
        200,
        {"Content-Type": "text/xml; charset=utf-8", "ETag": '"1"'},
        b"<a/>" * 50_000,
    )

    body, found = get(f"{site.address}/a.xml?x=é", site.opened)

    assert (len(body), found.size, found.etag) == (200_000, 200_000, '"1"')
    assert len(found.digest) == 64


def test_what_is_unchanged_is_not_sent_again(site: Site) -> None:
    site.answers["/a"] = (304, {}, b"")

    body, found = get(f"{site.address}/a", site.opened, etag='"1"')

    assert (body, found.unchanged, site.etags) == (b"", True, ['"1"'])


def test_three_redirects_are_followed_and_no_fourth(site: Site) -> None:
    for number in range(5):
        site.answers[f"/{number}"] = (301, {"Location": f"/{number + 1}"}, b"")
    site.answers["/5"] = (200, {}, b"there")

    assert get(f"{site.address}/2", site.opened)[0] == b"there"
    assert refusal(f"{site.address}/1", site.opened) == "redirects"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ((404, {}, b""), "status"),
        ((206, {}, b"half"), "status"),
        ((200, {"Content-Type": "text/html"}, b"<html>"), "type"),
        ((200, {"Content-Type": "application/xml", "Content-Encoding": "br"}, b"?"), "type"),
        ((200, {"Content-Length": "400"}, b"cut off"), "unreachable"),
        ((200, {"Transfer-Encoding": "chunked"}, b"zz\r\n"), "unreachable"),
        ((200, {}, b"a" * 2_001), "size"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused(
    site: Site, answer: tuple[int, dict[str, str], bytes], code: str
) -> None:
    site.answers["/a"] = answer

    assert refusal(f"{site.address}/a", replace(site.opened, bytes=2_000)) == code


def test_a_packed_file_stays_packed(site: Site) -> None:
    packed = gzip.compress(b"<a/>")
    site.answers["/a"] = (200, {"Content-Type": "application/xml", "Content-Encoding": "gzip"}, packed)

    assert get(f"{site.address}/a", site.opened)[0] == packed


def test_a_server_that_trickles_is_left_when_the_time_is_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port, over = server.getsockname()[1], threading.Event()

        def trickle() -> None:
            with server.accept()[0] as answer:
                answer.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
                while not over.wait(0.05):
                    try:
                        answer.sendall(b"a")
                    except OSError:
                        return

        thread = threading.Thread(target=trickle)
        thread.start()
        rules = FetchRules(seconds=0.5, local=frozenset({f"127.0.0.1:{port}"}))
        begun = time.monotonic()
        try:
            assert refusal(f"http://127.0.0.1:{port}/", rules) == "time"
        finally:
            over.set()
            thread.join()
        assert time.monotonic() - begun < 30


def test_a_certificate_that_is_not_the_names_is_refused(site: Site) -> None:
    assert refusal(f"https://127.0.0.1:{site.port}/", site.opened) in ("unreachable", "certificate")


def test_a_name_that_nobody_knows_is_refused(site: Site) -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise OSError

    assert refusal("http://example.org/", replace(site.rules, resolver=unknown)) == "unknown-host"


def test_where_nobody_answers_is_a_refusal() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    rules = FetchRules(seconds=10, local=frozenset({f"127.0.0.1:{port}"}))

    assert refusal(f"http://127.0.0.1:{port}/", rules) == "unreachable"


def test_no_time_is_no_request(site: Site) -> None:
    assert refusal(f"{site.address}/a", replace(site.opened, seconds=0)) == "time"
    assert site.paths == []


def test_what_is_not_connected_is_cut_off_without_a_fault() -> None:
    PinnedConnection(Target("example.org", 80, False, "/", ()), 1).cut()


def test_a_certificate_that_nobody_vouches_for_is_refused(site: Site, tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(tz=UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "one.pem").write_bytes(private + made.sign(key, SHA256()).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "one.pem")
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_address[1]
    try:
        rules = replace(site.rules, local=frozenset({f"127.0.0.1:{port}"}))
        assert refusal(f"https://127.0.0.1:{port}/", rules) == "certificate"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("knows_head", [True, False])
def test_a_page_is_there_where_a_browser_finds_it(site: Site, knows_head: bool) -> None:
    site.knows_head = knows_head
    site.answers = {"/moved": (301, {"Location": "/page"}, b""), "/page": (200, {}, b"<p>A page")}

    require_answer(f"{site.address}/moved", site.opened)

    assert site.paths == ["/moved", "/page"]


def test_a_page_that_is_gone_is_refused_with_its_status(site: Site) -> None:
    with pytest.raises(RemoteRefused) as refused:
        require_answer(f"{site.address}/gone", site.opened)

    assert (refused.value.code, refused.value.value) == ("status", "404")


def test_a_page_that_leads_in_circles_or_inside_is_refused(site: Site) -> None:
    site.answers["/circle"] = (302, {"Location": "/circle"}, b"")
    for address, rules, code in (
        (f"{site.address}/circle", site.opened, "redirects"),
        (f"{site.address}/circle", site.rules, "inside"),
    ):
        with pytest.raises(RemoteRefused) as refused:
            require_answer(address, rules)
        assert refused.value.code == code
