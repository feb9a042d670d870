"""A virus scanner that speaks clamd's protocol, over TCP ("host:3310") or a socket file ("/run/clamav/clamd.ctl")."""

import socket
import struct
from contextlib import ExitStack

SECONDS = 30.0
_PIECE = 262_144  # below the scanner's StreamMaxLength whatever that is; the sum is its business
_CLEAN, _FOUND = "OK", "FOUND"


class ScannerAway(Exception):  # noqa: N818 - it is an answer
    """The scanner did not answer, or could not look at the file: whether it is clean is not known."""


def virus_in(content: bytes, address: str, *, seconds: float = SECONDS) -> str:
    """What the scanner calls the virus, "" where it finds none. Raises ScannerAway. Source: clamd(8), INSTREAM."""
    try:
        with _connected(address, seconds) as line:
            line.sendall(b"zINSTREAM\0")
            for begin in range(0, len(content), _PIECE):
                piece = content[begin : begin + _PIECE]
                line.sendall(struct.pack("!L", len(piece)) + piece)
            line.sendall(struct.pack("!L", 0))
            said = b"".join(iter(lambda: line.recv(4096), b"")).decode("utf-8", "replace").strip("\0 \n")
    except OSError as error:
        raise ScannerAway(str(error)) from error
    words = said.removeprefix("stream: ")
    if words == _CLEAN:
        return ""
    if words.endswith(f" {_FOUND}"):
        return words.removesuffix(f" {_FOUND}")
    raise ScannerAway(words)


def _connected(address: str, seconds: float) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(seconds)
        with ExitStack() as closed:
            closed.enter_context(line)
            line.connect(address)
            closed.pop_all()
        return line
    host, _, port = address.rpartition(":")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)
