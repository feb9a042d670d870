"""The dictionaries of forms and lemmas that come with simplemma, laid out so that they are read from disk.

As it ships them they must be unpacked first, which takes two seconds for our nine languages, and half a gigabyte.
Laid out, a dictionary is lines of a form and its lemma in the order of their checksums, after a list of where the lines
of each checksum begin: whatever is asked for is sought in a line or two.
"""

import struct
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Literal
from zlib import crc32

from simplemma.strategies.dictionaries import DefaultDictionaryFactory, DictionaryFactory

from egnatia.language.disk_cache import Kept, kept, places

HEAD = struct.Struct("=QQ")  # how long it is, and how many lists of lines it has
STARTS: Literal["I"] = "I"  # where each of them begins, in memory as on disk
WIDTH = 4
LINE, LEMMA = b"\n", b"\t"  # what stands before a form and before its lemma: no word has either
LEAST, MOST = 32, 200  # a lemma begins with as much of its form as a byte says, past all signs that have a meaning


class Dictionary(Mapping[str, str]):
    """A dictionary as `laid_out`; raises ValueError where the file is not whole."""

    def __init__(self, row: Kept) -> None:
        length, count = HEAD.unpack_from(row) if len(row) >= HEAD.size else (0, 0)
        if not count or length != len(row):
            raise ValueError("This is no whole dictionary")
        self._row, self._mask = row, count - 1
        self._starts = memoryview(row)[HEAD.size : HEAD.size + WIDTH * (count + 1)].cast(STARTS)

    def get(self, form: str, default: str | None = None) -> str | None:  # type: ignore[override]  # it is asked for str
        wanted = form.encode()
        at = crc32(wanted) & self._mask
        line = self._row.find(b"\n%b\t" % wanted, self._starts[at], self._starts[at + 1])
        return default if line < 0 else self._lemma(wanted, line + len(wanted) + 2)

    def _lemma(self, form: bytes, begin: int) -> str:
        """That which is written from `begin` on."""
        end = self._row.find(LINE, begin)
        kept = form[: self._row[begin] - LEAST]
        return (kept + self._row[begin + 1 : None if end < 0 else end]).decode()

    def __getitem__(self, form: str) -> str:
        lemma = self.get(form)
        if lemma is None:
            raise KeyError(form)
        return lemma

    def __iter__(self) -> Iterator[str]:
        for line in self._row[self._starts[0] :].split(LINE)[1:]:
            yield line.partition(LEMMA)[0].decode()

    def __len__(self) -> int:
        return self._row[self._starts[0] :].count(LINE)


def laid_out(entries: Mapping[str, str]) -> bytes:
    """Forms and their lemmas as a `Dictionary` reads them. Once for each: whoever reads them only loads no numpy."""
    np = import_module("numpy")
    forms = [form.encode() for form in entries]
    lines = list(map(_line, forms, map(str.encode, entries.values())))
    count = 1 << len(forms).bit_length()
    turn = np.fromiter(map(crc32, forms), np.int64, len(forms)) & count - 1
    order = np.argsort(turn, kind="stable")
    ends = np.cumsum(np.fromiter(map(len, lines), np.int64, len(lines))[order])
    first = HEAD.size + WIDTH * (count + 1)
    starts = first + np.append(0, ends)[np.searchsorted(turn[order], np.arange(count + 1))]
    row: bytes = starts.astype(STARTS).tobytes() + b"".join([lines[each] for each in order.tolist()])
    return HEAD.pack(HEAD.size + len(row), count) + row


def _line(form: bytes, lemma: bytes) -> bytes:
    """A form and its lemma: how much of the form the lemma begins with, and the rest of it."""
    shared = min(len(form), len(lemma), MOST)
    while form[:shared] != lemma[:shared]:
        shared -= 1
    return b"\n%b\t%c%b" % (form, LEAST + shared, lemma[shared:])


def dictionary(language: str) -> Mapping[str, str]:
    """The lemmas of the forms of a language, by its code."""
    return kept(_places(), language, lambda: DefaultDictionaryFactory(1).get_dictionary(language), laid_out, Dictionary)


@cache
def _places() -> list[Path]:
    made_of = f"{version('simplemma')} {sys.byteorder}".encode() + Path(__file__).read_bytes()
    return places(Path(__file__).parent, "dictionaries", made_of)


class Dictionaries(DictionaryFactory):
    """Those of all languages, each once it is asked for."""

    def __init__(self) -> None:
        self._known: dict[str, Mapping[str, str]] = {}

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        """That of one language."""
        if lang not in self._known:
            self._known[lang] = dictionary(lang)
        return self._known[lang]
