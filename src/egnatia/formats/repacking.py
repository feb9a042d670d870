"""An archive that we wrote, packed again without the moment of its writing: equal contents, equal bytes."""

import io
import zipfile
from collections.abc import Mapping

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
