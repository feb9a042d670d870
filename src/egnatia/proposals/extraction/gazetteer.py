"""Municipalities, regions and settlements of the region by their spelled names, and words that tell where.

places.tsv is our own list; settlements.tsv.gz is a selection of GeoNames (geonames.org, CC BY 4.0), written by
script/settlements.
"""

import gzip
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from egnatia.language import fold, spelled

LISTED = 4  # the size of what our own list has


@dataclass(frozen=True, slots=True)
class Place:
    """`size` is LISTED for what we list, 1 to 3 for settlements by population; `is_word` where the name means more."""

    name: str
    economy: str
    size: int
    is_word: bool
    is_region: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Places by the spelled words of their names; of longer names by the first word."""

    single: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    longer: dict[str, list[tuple[list[str], str]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, forms: Collection[str], row: str) -> None:
        for form in forms:
            first, *rest = form.split(" ")
            if rest:
                self.longer[first].append((rest, row))
            else:
                self.single[first].append(row)


@cache
def gazetteer() -> Gazetteer:
    """Our own list of municipalities and regions, then the settlements of GeoNames; read where it is first asked."""
    found, folder = Gazetteer(), files(__package__)
    for line in folder.joinpath("places.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            economy, kind, names = line.split("\t")
            name, *_ = names.replace("?", "").split("|")
            for mark in ("", "?"):
                forms = [spelled(form) for form in names.split("|") if form.startswith("?") == bool(mark)]
                found.add(forms, f"{economy}\t{'r' if kind == 'r' else LISTED}{mark}\t{name}")
    settled = gzip.decompress(folder.joinpath("settlements.tsv.gz").read_bytes()).decode()
    for line in settled.splitlines():
        row, _, settled_as = line.rpartition("\t")
        found.add(settled_as.split("|"), row)
    return found


@lru_cache(maxsize=1 << 12)
def place_of(row: str) -> Place:
    """What a row of the gazetteer tells."""
    economy, kind, name = row.split("\t")
    size = LISTED if kind[0] == "r" else int(kind[0])
    return Place(name, economy, size, kind.endswith("?"), kind[0] == "r")


@cache
def cues() -> dict[str, frozenset[str]]:
    """Words that tell whether a name is where the work is done, folded -> what they are."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in files(__package__).joinpath("whereabouts.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            means, _, phrases = line.partition("\t")
            for phrase in phrases.split("|"):
                found[fold(phrase)].add(means)
    return {phrase: frozenset(means) for phrase, means in found.items()}
