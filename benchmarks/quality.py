"""Where the match engine is right and wrong on invented activities: by kind, level, language, with noise and without.

python -m benchmarks.quality --activities 10000
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable

from benchmarks.generated import REPORTED, Collection, collection

from egnatia.overlap import KINDS
from egnatia.overlap.arrays import Index

Pair = tuple[int, int]


class Tally:
    """Planted and found pairs of several collections, counted under whatever names they are looked at by."""

    def __init__(self) -> None:
        self.planted: Counter[str] = Counter()
        self.met: Counter[str] = Counter()
        self.shown: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def add(self, known: Collection, noise: str) -> None:
        """Compares all activities of `known` and counts."""
        kinds: dict[Pair, str] = {(i, j): match.kind for i, j, match in Index.build(known.activities).pairs()}
        planted = {(min(pair), max(pair)): level for level, pairs in known.pairs.items() for pair in pairs}
        for pair, kind in kinds.items():
            self.shown[f"{kind}, {noise}"] += 1
            self.right[f"{kind}, {noise}"] += pair in planted
        for pair, level in planted.items():
            for name in (f"{level}, {noise}", f"{level}, {noise}, {_languages(known, pair)}"):
                self.planted[name] += 1
                self.met[name] += pair in kinds


def _languages(known: Collection, pair: Pair) -> str:
    one, other = (known.activities[position].titles[0].lang for position in pair)
    return "one language" if one == other else f"en-{other if one == 'en' else one}"


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--activities", type=int, default=10_000)
    wanted.add_argument("--seeds", type=int, nargs="+", default=REPORTED)
    asked = wanted.parse_args()
    tally = Tally()
    for seed in asked.seeds:
        for noise in ("noise", "no noise"):
            tally.add(collection(asked.activities, seed, noisy=noise == "noise"), noise)
    print(f"{len(asked.seeds)} x {asked.activities:,} invented activities, seeds {', '.join(map(str, asked.seeds))}")
    _print(
        "found, by kind",
        "planted",
        tally.right,
        tally.shown,
        (f"{k}, {n}" for k in KINDS for n in ("noise", "no noise")),
    )
    _print(
        "planted, by level", "found", tally.met, tally.planted, (name for name in tally.planted if "en-" not in name)
    )
    _print("planted, across languages", "found", *_by_language(tally))


def _by_language(tally: Tally) -> tuple[Counter[str], Counter[str], list[str]]:
    """All levels together: of one language and one level there are too few."""
    met, planted = defaultdict[str, int](int), defaultdict[str, int](int)
    for name, number in tally.planted.items():
        if "en-" in name:
            pair = name.rpartition(", ")[2]
            planted[pair] += number
            met[pair] += tally.met[name]
    return Counter(met), Counter(planted), sorted(planted)


def _print(title: str, of_them: str, some: Counter[str], every: Counter[str], names: Iterable[str]) -> None:
    print(f"\n| {title} | number | {of_them} |\n| --- | --- | --- |")
    for name in names:
        if every[name]:
            print(f"| {name} | {every[name]:,} | {100 * some[name] / every[name]:.1f} % |")


if __name__ == "__main__":
    main()
