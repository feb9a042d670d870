"""Walks through a picture's parts without decoding it: that it is whole, and how large it would be drawn.

Sources: PNG 3rd edition, chapter 5; ITU-T T.81, annex B.
"""

from collections.abc import Iterator
from itertools import takewhile
from zlib import crc32

from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import PICTURES

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"
MOST_PIXELS = 120_000_000  # a page at 600 dots per inch has 35 million
_CHUNK = 12  # bytes of a chunk beside what it holds: length, type, checksum
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})  # markers without a length
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN = 0xDA
_END = b"\xff\xd9"


def require_png(content: bytes) -> None:
    """Raises Refusal where a chunk is missing, cut off or damaged, or where the picture is too large."""
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or len(chunks[0][1]) != 13 or chunks[-1][0] != b"IEND":
        raise _broken("PNG")
    if not any(name == b"IDAT" for name, _held in chunks):
        raise _broken("PNG")
    held = chunks[0][1]
    _require_size(int.from_bytes(held[:4]), int.from_bytes(held[4:8]), "PNG")


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and content of each, up to the one that ends the picture or the first that is damaged."""
    at = len(PNG)
    while at + _CHUNK <= len(content):
        end = at + 8 + int.from_bytes(content[at : at + 4])
        name, held, check = content[at + 4 : at + 8], content[at + 8 : end], content[end : end + 4]
        if len(check) < 4 or crc32(name + held) != int.from_bytes(check):
            return
        yield name, held
        if name == b"IEND":
            return
        at = end + 4


def require_jpeg(content: bytes) -> None:
    """Raises Refusal where the picture's frame is missing, its end is cut off, or it is too large."""
    segments = list(_segments(content))
    frame = next((held for marker, held in segments if marker in _FRAMES), b"")
    begun = bool(segments) and segments[-1][0] == _SCAN
    if not begun or len(frame) < 5 or _END not in content:
        raise _broken("JPEG")
    _require_size(int.from_bytes(frame[3:5]), int.from_bytes(frame[1:3]), "JPEG")


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of each, up to where the picture's own points begin, or to what is no marker."""
    at = 2
    while content[at : at + 1] == b"\xff":
        at += sum(1 for _ in takewhile(lambda byte: byte == 0xFF, content[at : at + 16]))
        marker = int.from_bytes(content[at : at + 1])
        at += 1
        if marker in _BARE:
            continue
        length = int.from_bytes(content[at : at + 2])
        held = content[at + 2 : at + length]
        if length < 2 or len(held) < length - 2:
            return
        yield marker, held
        if marker == _SCAN:
            return
        at += length


def _require_size(width: int, height: int, kind: str) -> None:
    if not width or not height:
        raise _broken(kind)
    if width * height > MOST_PIXELS:
        raise Refusal("too-many-pixels", found=f"{width} x {height}", limit=f"{MOST_PIXELS // 1_000_000}")


def _broken(kind: str) -> Refusal:
    return Refusal("broken-document", expected=PICTURES[kind])
