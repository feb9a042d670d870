"""What a file is by its first bytes; its name says nothing."""

import re

HEAD = 4096  # bytes that are looked at

_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_BOM = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_HTML = re.compile(
    rb"^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html|<head|<body)", re.IGNORECASE | re.DOTALL
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def kind_of(head: bytes) -> str:
    """A key of `sentences.KINDS` for a file that begins with `head`, or "empty"; "xml" for any angle bracket."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(head)
    if not head.strip():
        return "empty"
    if head.startswith(_WIDE):
        return _wide(head)
    if _CONTROL.search(head):
        return "binary"
    return _written(head.removeprefix(_BOM).lstrip())


def _zipped(head: bytes) -> str:
    if b"word/" in head:
        return "docx"
    return "xlsx" if b"xl/" in head else "zip"


def _wide(head: bytes) -> str:
    order = "utf-16-be" if head.startswith((b"\xfe\xff", b"\x00<")) else "utf-16-le"
    return "xml" if head.decode(order, "ignore").lstrip("\ufeff \r\n\t").startswith("<") else "utf-16"


def _written(text: bytes) -> str:
    if _HTML.match(text):
        return "html"
    first = text[:1]
    return {b"<": "xml", b"{": "json-lines", b"[": "json-array"}.get(first, "text")
