"""The smallest pictures that are whole, part by part, for tests."""

import struct
import zlib


def chunk(name: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


def png(
    *,
    first: bytes = b"IHDR",
    size: bytes = struct.pack(">IIBBBBB", 2, 3, 8, 0, 0, 0, 0),
    points: bytes = b"IDAT",
) -> bytes:
    """Two by three grey points."""
    drawn = zlib.compress(b"".join(b"\0" + b"\x7f" * 2 for _ in range(3)))
    return b"\x89PNG\r\n\x1a\n" + chunk(first, size) + chunk(points, drawn) + chunk(b"IEND", b"")


def segment(marker: int, held: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(held) + 2) + held


def jpeg(*, width: int = 2, height: int = 3, frame: bytes | None = b"") -> bytes:
    """The parts of a picture in their order; what is drawn between them is nothing. `frame` replaces its frame."""
    usual = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    parts = segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0") + segment(0xDB, b"\0" + b"\x10" * 64)
    if frame is not None:
        parts += segment(0xC0, frame or usual)
    return b"\xff\xd8" + parts + segment(0xDA, b"\x01\x01\x00\x00\x3f\x00") + b"\x00\x11\x22" + b"\xff\xd9"
