"""What an upload turned out to be."""

import msgspec


class Scan(msgspec.Struct, frozen=True, tag_field="outcome", tag="scan"):
    """A PDF with so many pages, or a picture, which is one."""

    kind: str  # pdf, jpeg or png
    pages: int
