"""Reading packed and plain streams piece by piece, never more than the limits allow."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import said_bytes

PIECE = 65_536


class Meter:
    """Counts the bytes that were taken from the stream."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._stream = stream
        self._limits = limits
        self.taken = 0

    def take(self) -> bytes:
        """The next piece; b"" at the end. Raises Refusal past the limit."""
        piece = self._stream.read(PIECE)
        self.taken += len(piece)
        if self.taken > self._limits.input_bytes:
            raise too_big(self.taken, self._limits)
        return piece


def too_big(size: int, limits: Limits) -> Refusal:
    return Refusal("too-big", found=said_bytes(size), limit=said_bytes(limits.input_bytes))


def plain(first: bytes, meter: Meter) -> Iterator[bytes]:
    """The stream in pieces, `first` being what was already taken."""
    piece = first
    while piece:
        yield piece
        piece = meter.take()


def unpacked(first: bytes, meter: Meter, limits: Limits) -> Iterator[bytes]:
    """A gzip stream, of one or several members, unpacked in pieces."""
    out = 0
    for piece, waiting in _members(plain(first, meter)):
        out += len(piece)
        if out > limits.unpacked_bytes:
            raise Refusal("unpacks-too-far", found=said_bytes(out), limit=said_bytes(limits.unpacked_bytes))
        if out > limits.ratio_from and out > limits.ratio * (meter.taken - waiting):
            raise Refusal("unpacks-suspiciously", limit=str(limits.ratio))
        if piece:
            yield piece


def _members(packed: Iterator[bytes]) -> Iterator[tuple[bytes, int]]:
    """Unpacked pieces, each with the number of packed bytes that are still waiting."""
    member = _member()
    fresh = False  # nothing of this member was seen yet
    for piece in packed:
        rest = piece
        while rest:
            if fresh and not rest.strip(b"\0"):
                break  # padding after the last member
            try:
                unpacked_piece = member.decompress(rest, PIECE)
            except zlib.error as error:
                raise Refusal("damaged") from error
            fresh = False
            rest = member.unconsumed_tail
            if member.eof:
                rest, member, fresh = member.unused_data, _member(), True
            yield unpacked_piece, len(rest)
    if not fresh:
        raise Refusal("truncated")


def _member() -> "zlib._Decompress":
    return zlib.decompressobj(16 + zlib.MAX_WBITS)
