"""ZIP archives: the parts of an Office file before any is unpacked, and our own packed again without a time."""

import io
import zipfile
from collections.abc import Mapping

from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal
from egnatia.formats.sentences import KINDS, said_bytes

_MOST_ENTRIES = 5_000
_PROTECTED = "EncryptedPackage".encode("utf-16-le")  # the stream that Office puts a protected file in


def names_in(content: bytes, limits: Limits, expected: str) -> list[str]:
    """The names of the parts. Raises Refusal for what is no archive, is protected, or would unpack too far."""
    if not content.startswith(b"PK"):
        if _PROTECTED in content:
            raise Refusal("protected")
        raise Refusal("wrong-kind", found=KINDS["office"], expected=expected)
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise Refusal("truncated") from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("protected")
    _measure(entries, len(content), limits)
    return [entry.filename for entry in entries]


def is_protected(content: bytes) -> bool:
    """Whether an older Office container holds a file that a password protects."""
    return _PROTECTED in content


def _measure(entries: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """By what the archive says of itself; an entry that holds more than it says is not read beyond it."""
    out = sum(entry.file_size for entry in entries)
    markup = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if out > limits.ratio_from and out > limits.ratio * size:
        raise Refusal("unpacks-suspiciously", limit=str(limits.ratio))
    most = limits.unpacked_bytes // limits.markup_part
    if out > limits.unpacked_bytes or markup > most or len(entries) > _MOST_ENTRIES:
        raise Refusal("unpacks-too-far", found=said_bytes(most), limit=said_bytes(most))


EPOCH = (1980, 1, 1, 0, 0, 0)


def same_bytes(written: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The same parts in the same order, some of them replaced by other content."""
    again = io.BytesIO()
    others = replaced or {}
    with zipfile.ZipFile(io.BytesIO(written)) as source, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.infolist():
            content = others.get(part.filename) or source.read(part)
            target.writestr(zipfile.ZipInfo(part.filename, EPOCH), content, zipfile.ZIP_DEFLATED)
    return again.getvalue()
