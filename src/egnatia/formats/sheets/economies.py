"""Names of economies in cells, with their shares where they are stated."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

from egnatia.formats.values import read_percentage
from egnatia.language import economy_code, folded_words

_LABELS = {"kos*": "XKX", "kos": "XKX", "xk": "XKX", "xkx": "XKX", "slo": "SVN"}  # what forums put into their headers
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


@lru_cache(maxsize=1)
def _towns() -> dict[str, str]:
    """Folded town or district -> code; a name that two economies have is left out."""
    found: dict[str, set[str]] = {}
    for line in files("egnatia.formats.sheets").joinpath("towns.tsv").read_text("utf-8").splitlines():
        code, names = line.split("\t")
        for name in names.split("|"):
            found.setdefault(" ".join(folded_words(name)), set()).add(code)
    return {name: next(iter(codes)) for name, codes in found.items() if len(codes) == 1}


def economy_of_places(values: Iterable[str]) -> tuple[str, list[str]]:
    """(the economy that most of the places lie in, those that say so), ("", []) where they disagree or nobody knows."""
    known = [(value, code) for value in values if (code := _towns().get(" ".join(folded_words(value)), ""))]
    counts = Counter(code for _, code in known)
    if not counts:
        return "", []
    code, most = counts.most_common(1)[0]
    return (code, [value for value, each in known if each == code]) if most * 4 >= len(known) * 3 else ("", [])
