"""A real mail server on this machine, and what it was given."""

import gc
import socket
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler


class Letters(Handler):
    """Keeps what a mail server would deliver."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: list[Message] = []

    def handle_message(self, message: Message) -> None:
        self.kept.append(message)


@dataclass(frozen=True, slots=True)
class Post:
    port: int
    letters: list[Message]

    @property
    def url(self) -> str:
        """As EGNATIA_SMTP names it."""
        return f"smtp://127.0.0.1:{self.port}?plain"


@contextmanager
def mail_server() -> Iterator[Post]:
    """On a free port of the loopback, until the block ends."""
    handler = Letters()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    try:
        yield Post(port, handler.kept)
    finally:
        server.stop()
        with warnings.catch_warnings():  # the server leaves its last connection to the garbage collector
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


def text_of(letter: Message) -> str:
    """The words of a letter; of one with attachments its first part."""
    part = letter.get_payload(0) if letter.is_multipart() else letter
    assert isinstance(part, Message)
    sent = part.get_payload(decode=True)
    assert isinstance(sent, bytes)
    return sent.decode()


def letter_to(post: Post, mailbox: str, seconds: float = 60) -> Message:
    """The first letter to `mailbox`, which a worker sends a moment after it was asked for."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for letter in post.letters:
            if mailbox in str(letter["To"]):
                return letter
        time.sleep(0.2)
    raise AssertionError(f"no letter to {mailbox}")
