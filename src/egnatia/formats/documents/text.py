"""What a document turns into, and the sums that hold for all of them."""

from collections.abc import Iterable

import msgspec

from egnatia.formats.inflate import Meter
from egnatia.formats.limits import Limits
from egnatia.formats.refusal import Refusal

CELLS = " | "  # between the cells of a row


class DocumentText(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="outcome", tag="document"):
    """The text of a document in reading order; a table's row is one paragraph, its cells joined by `CELLS`."""

    kind: str  # docx, pdf or txt
    paragraphs: tuple[str, ...]
    encoding: str = ""  # of a text file: what it was read as
    silent_pages: tuple[int, ...] = ()  # of a PDF: pages that hold pictures only
    cut: bool = False  # there was more text than is read


def document(kind: str, paragraphs: Iterable[str], limits: Limits, **found: object) -> DocumentText:
    """The paragraphs with single blanks, without empty ones, up to the limit. Raises Refusal where none is left."""
    kept: list[str] = []
    room = limits.characters
    for paragraph in paragraphs:
        text = " ".join(paragraph.replace("\0", "").split())
        if not text:
            continue
        kept.append(text[:room])
        room -= len(text)
        if room <= 0:
            break
    if not kept:
        raise Refusal("nothing-written")
    return msgspec.convert(
        {"outcome": "document", "kind": kind, "paragraphs": kept, "cut": room < 0, **found}, DocumentText
    )


def whole(meter: Meter) -> bytes:
    """All bytes of the input, within its limit."""
    return b"".join(iter(meter.take, b""))
