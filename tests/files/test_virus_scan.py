"""The virus scanner: the distribution's clamd with one signature of ours, for the EICAR test file.

Where clamd is not installed, a server of the same protocol stands in for it, unless EGNATIA_REQUIRE_CLAMD=1.
"""

import os
import shutil
import socket
import socketserver
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.urls import reverse

from egnatia.files.actions import scan_waiting
from egnatia.files.models import AttachedFile, FileContent, FileVersion
from egnatia.formats.virus_scan import ScannerAway, virus_in
from egnatia.kernel.models import Person
from tests import make
from tests.files import made
from tests.files.test_files import added
from tests.visits import browser, got, of, offers, shown

pytestmark = pytest.mark.django_db
# In two parts, so that no scanner on a developer's machine takes this file away.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EI" + b"CAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
CLAMD = shutil.which("clamd") or ("/usr/sbin/clamd" if Path("/usr/sbin/clamd").exists() else "")
NOBODY = "127.0.0.1:1"  # where no server listens


class Protocol(socketserver.StreamRequestHandler):
    """As clamd(8) describes INSTREAM."""

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while length := int.from_bytes(self.rfile.read(4), "big"):
            content += self.rfile.read(length)
        self.wfile.write(b"stream: Eicar.Test FOUND\0" if content.startswith(EICAR) else b"stream: OK\0")


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


@contextmanager
def clamd(folder: Path) -> Iterator[str]:
    address = f"127.0.0.1:{(port := free_port())}"
    (folder / "own.ndb").write_text(f"Eicar.Test:0:0:{EICAR.hex()}\n")
    lines = ("Foreground yes", f"TCPSocket {port}", "TCPAddr 127.0.0.1", f"DatabaseDirectory {folder}")
    (folder / "clamd.conf").write_text("\n".join(lines) + "\n")
    process = subprocess.Popen(
        [CLAMD, "-c", str(folder / "clamd.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                virus_in(b"", address)
                break
            except ScannerAway:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


@pytest.fixture(scope="module")
def scanner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if CLAMD:
        with clamd(tmp_path_factory.mktemp("clamd")) as address:
            yield address
        return
    assert os.environ.get("EGNATIA_REQUIRE_CLAMD") != "1", "clamd is not installed"
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Protocol) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def statuses(file: UUID) -> list[int]:
    """Of every address that sends something of a file, for its author."""
    author = browser(Person.objects.get(username="author"))
    sent: list[tuple[str, *tuple[int, ...]]] = [("download",), ("version-download", 1), ("picture", 1)]
    return [author.get(reverse(f"files:{name}", args=[file, *more])).status_code for name, *more in sent]


def test_a_virus_is_refused_and_nothing_of_it_is_kept(scanner: str, settings: LazySettings) -> None:
    settings.CLAMD = scanner
    author = make.reader("author")

    page = added(author, made.notice(author), EICAR, "invoice.txt")

    assert "Eicar.Test" in page.context["form"].errors["upload"][0]
    assert not AttachedFile.objects.exists()


def test_what_the_scanner_lets_pass_is_readable_at_once(scanner: str, settings: LazySettings) -> None:
    settings.CLAMD = scanner
    author = make.reader("author")

    added(author, made.notice(author), made.photo() + bytes(600_000), "photo.jpg")

    assert statuses(AttachedFile.objects.get().pk) == [200, 200, 200]


def test_while_the_scanner_is_away_nobody_opens_what_it_has_not_seen(scanner: str, settings: LazySettings) -> None:
    settings.CLAMD = NOBODY
    author, member = make.reader("author"), make.reader("member")
    record = made.notice(author)
    added(author, record, made.pdf(1, text="Quarry"), "plan.pdf")
    file = AttachedFile.objects.get().pk

    assert statuses(file) == [404, 404, 404]
    assert "awaiting the virus scan" in shown(of(member), "exchange:notice", record)
    assert not offers(got(of(member), "files:file", file), "files:download", file)
    assert not got(of(member), "files:preview", file).context["file"].pictures
    assert str(file) not in got(of(member), "public:search", q="quarry", kind="file").content.decode()
    assert scan_waiting() == 0

    settings.CLAMD = scanner
    assert scan_waiting() == 1
    assert statuses(file) == [200, 200, 200]
    assert scan_waiting() == 0


def test_what_was_stored_before_there_was_a_scanner_waits_for_it_too(scanner: str, settings: LazySettings) -> None:
    author = make.reader("author")
    record = made.notice(author)
    added(author, record, EICAR, "invoice.txt")
    file = AttachedFile.objects.get().pk
    assert statuses(file)[0] == 200

    settings.CLAMD = scanner
    assert statuses(file)[0] == 404
    scan_waiting()

    assert statuses(file)[0] == 404
    assert FileVersion.objects.get().virus.startswith("Eicar.Test")
    assert not FileContent.objects.exists()
    settings.CLAMD = ""
    assert statuses(file)[0] == 404
    assert "Eicar.Test" in shown(of(author), "files:file", file)


def test_an_answer_that_is_none_is_no_clean_file(settings: LazySettings) -> None:
    class Broken(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.rfile.read(10)
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Broken) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with pytest.raises(ScannerAway):
            virus_in(b"content", f"127.0.0.1:{server.server_address[1]}")
        server.shutdown()
