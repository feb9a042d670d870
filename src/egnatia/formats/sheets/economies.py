"""Names of economies in cells, with their shares where they are stated."""

import re
from functools import lru_cache

from egnatia.formats.values import read_percentage
from egnatia.language import economy_code

_LABELS = {"kos*": "XKX", "kos": "XKX", "xk": "XKX", "xkx": "XKX"}  # what forums put into their headers
_BETWEEN = re.compile(r"[;,/|\n•]+|\s+(?:and|i|dhe|и|und)\s+")
_SHARE = re.compile(r"(.*?)\s*[(:–-]?\s*(\d{1,3}(?:[.,]\d+)?)\s*%\s*\)?")


@lru_cache(maxsize=4096)
def economy_of(text: str) -> str:
    """The code (alpha-3, XKX) of an economy by any of its names, or ""."""
    plain = text.strip()
    return _LABELS.get(plain.casefold(), "") or economy_code(plain) or economy_code(plain.rstrip("*"))


def named_in(cell: str) -> list[tuple[str, float | None]]:
    """The names in a cell, each with its share in percent where it states one."""
    whole, share = _split(cell)
    if economy_of(whole):
        return [(whole, share)]
    return [_split(part) for part in _BETWEEN.split(cell) if part.strip(" .")]


def _split(part: str) -> tuple[str, float | None]:
    found = _SHARE.fullmatch(part.strip())
    return (found[1].strip(), read_percentage(found[2])) if found and found[1] else (part.strip(), None)
