"""The protocol of clamd over a socket file, against a server that speaks it."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from egnatia.formats.virus_scan import ScannerAway, virus_in


@contextmanager
def scanner(at: Path, said: bytes) -> Iterator[list[bytes]]:
    """Reads one file and says `said` of it."""
    got: list[bytes] = []
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as server:
        server.bind(str(at))
        server.listen(1)

        def serve() -> None:
            line, _ = server.accept()
            with line, line.makefile("rb") as pieces:
                assert pieces.read(10) == b"zINSTREAM\0"
                while length := struct.unpack("!L", pieces.read(4))[0]:
                    got.append(pieces.read(length))
                line.sendall(said)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield got
        thread.join(5)


@pytest.mark.parametrize(("said", "virus"), [(b"stream: OK\0", ""), (b"stream: Demo.Virus FOUND\0", "Demo.Virus")])
def test_it_is_asked_through_a_socket_file(tmp_path: Path, said: bytes, virus: str) -> None:
    with scanner(tmp_path / "clamd.ctl", said) as got:
        assert virus_in(b"x" * 300_000, str(tmp_path / "clamd.ctl")) == virus
    assert b"".join(got) == b"x" * 300_000
    assert len(got) == 2


def test_an_error_is_no_clean_file(tmp_path: Path) -> None:
    with scanner(tmp_path / "clamd.ctl", b"INSTREAM size limit exceeded. ERROR\0"), pytest.raises(ScannerAway):
        virus_in(b"x", str(tmp_path / "clamd.ctl"))
    with pytest.raises(ScannerAway):
        virus_in(b"x", str(tmp_path / "nobody.ctl"))
