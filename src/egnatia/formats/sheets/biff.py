"""Hidden rows and columns of an .xls: two kinds of records in one stream of an old Office container.

Sources: [MS-CFB] (container: header, sectors, directory) and [MS-XLS] (BoundSheet8, Row, ColInfo). Only what says
"hidden" is read; a container or a record that is not as described says nothing.
"""

import struct
from collections.abc import Iterator

Hidden = tuple[frozenset[int], frozenset[int]]

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFF_FFFA  # from here on a sector number means "end" or "free"
_IN_HEADER = 109  # sectors of the allocation table that the header names
_SMALL = 4_096  # a shorter stream stands in the small sectors
_STREAMS = ("Workbook", "Book")
_BOUND_SHEET, _ROW, _COLUMN, _END = 0x85, 0x208, 0x7D, 0x0A
_MOST_HIDDEN = 1_000


def hidden_in_xls(content: bytes) -> dict[str, Hidden]:
    """By sheet: rows and columns, the first is 0."""
    try:
        stream = _stream(content)
        return {name: _of_sheet(stream, start) for name, start in _sheets(stream)}
    except (struct.error, IndexError, ValueError, UnicodeDecodeError):
        return {}


def _stream(content: bytes) -> bytes:
    """The workbook in its container. Raises ValueError where there is none."""
    if not content.startswith(_MAGIC):
        raise ValueError
    box = _Container(content)
    entries = [box.directory[at : at + 128] for at in range(0, len(box.directory) - 127, 128)]
    named = {_entry_name(entry): entry for entry in entries}
    found = next((named[name] for name in _STREAMS if name in named), None)
    if found is None:
        raise ValueError
    first, size = _start_and_size(found)
    return box.stream(first)[:size] if size >= _SMALL else box.small(entries[0], first)[:size]


def _entry_name(entry: bytes) -> str:
    (length,) = struct.unpack_from("<H", entry, 64)
    return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")


def _start_and_size(entry: bytes) -> tuple[int, int]:
    first, size = struct.unpack_from("<II", entry, 116)
    return first, size


class _Container:
    def __init__(self, content: bytes) -> None:
        self._content = content
        shift: int
        shift, small_shift = struct.unpack_from("<HH", content, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise ValueError
        self._size = 1 << shift
        self._first_small = struct.unpack_from("<I", content, 60)[0]
        self._next = self._numbers(self._tables())
        self.directory = self.stream(struct.unpack_from("<I", content, 48)[0])

    def _tables(self) -> Iterator[int]:
        """The sectors of the allocation table: some in the header, the rest in a chain of their own."""
        yield from struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76)
        more, count = struct.unpack_from("<II", self._content, 68)
        for _ in range(min(count, self._most)):
            if more >= _LAST:
                return
            *sectors, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            yield from sectors

    @property
    def _most(self) -> int:
        """No chain is longer than the file: one that is turns in a circle."""
        return len(self._content) // self._size + 1

    def _numbers(self, sectors: Iterator[int]) -> list[int]:
        named = [sector for sector in sectors if sector < _LAST][: self._most]
        return [number for each in named for number in struct.unpack(f"<{self._size // 4}I", self._sector(each))]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size].ljust(self._size, b"\0")

    def _chain(self, first: int, links: list[int]) -> Iterator[int]:
        at = first
        for _ in range(len(links)):
            if at >= _LAST:
                return
            yield at
            at = links[at]

    def stream(self, first: int) -> bytes:
        chain = list(self._chain(first, self._next))[: self._most]
        return b"".join(map(self._sector, chain))

    def small(self, root: bytes, first: int) -> bytes:
        """A stream in sectors of 64 bytes, which lie in the stream of the root entry."""
        table = self.stream(self._first_small)
        links = list(struct.unpack(f"<{len(table) // 4}I", table))
        inside = self.stream(_start_and_size(root)[0])
        return b"".join(inside[at * 64 : at * 64 + 64] for at in self._chain(first, links))


def _records(stream: bytes, start: int) -> Iterator[tuple[int, bytes]]:
    """(kind, content) up to the end of a part of the stream."""
    at = start
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    """(name, where its records begin) of each sheet."""
    for kind, said in _records(stream, 0):
        if kind == _BOUND_SHEET:
            start, length, wide = struct.unpack_from("<IxxBB", said)
            name = said[8 : 8 + length * (2 if wide & 1 else 1)]
            yield name.decode("utf-16-le" if wide & 1 else "latin-1"), start


def _of_sheet(stream: bytes, start: int) -> Hidden:
    rows: set[int] = set()
    columns: set[int] = set()
    for kind, said in _records(stream, start):
        if kind == _ROW and said[12] & 0x20:
            rows.add(struct.unpack_from("<H", said)[0])
        elif kind == _COLUMN and said[8] & 0x01:
            first, last = struct.unpack_from("<HH", said)
            columns |= set(range(first, min(last + 1, first + _MOST_HIDDEN)))
    return frozenset(rows), frozenset(columns)
