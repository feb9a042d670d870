"""How well organisations are told apart: judged pairs, weighted by how many pairs of their kind the real files hold.

python -m benchmarks.organisations              the figures of every judged sample, and what a name costs
python -m benchmarks.organisations --draw SEED  a fresh sample to judge: pairs that no sample holds yet
"""

import argparse
import os
import random
import re
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, diags

from egnatia.activities.activities.facts import activity_of
from egnatia.formats import Parsed
from egnatia.formats.files import read
from egnatia.language import folded_words, ngrams
from egnatia.overlap.organisations import OrganisationKeys, home_of, names_of
from egnatia.overlap.organisations.names import meant

JUDGED = Path(__file__).parents[1] / "tests" / "overlap" / "organisations_judged.tsv"
STRATA = ("called one", "one identifier", "alike", "abbreviation")
DRAWN = {"called one": 55, "one identifier": 15, "alike": 45, "abbreviation": 5}
ALIKE = 0.6  # cosine of weighted trigrams from which two names look alike
LONGEST = 160
MOST_OF_A_KEY = 300  # names under one key whose pairs are counted
RUNS = 5
CASES = ((True, True), (True, False), (False, True), (False, False))  # said to be one, is one
_TAX_NUMBER = re.compile(r"\((\d{11})\)")


class Named(NamedTuple):
    """An organisation as written, and the one economy of its activity ("" where there is none or several)."""

    economy: str
    name: str
    ref: str

    @property
    def names(self) -> OrganisationKeys:
        return names_of(self.name, self.ref, self.economy)

    @property
    def written(self) -> str:
        return " ".join(folded_words(self.name))

    @property
    def identifiers(self) -> set[str]:
        return {*filter(None, [self.ref.strip().lower()]), *_TAX_NUMBER.findall(self.name)}


Pair = tuple[Named, Named]


class Verdict(NamedTuple):
    sample: str
    stratum: str
    pair: Pair
    verdict: str  # "one", "money" (two bodies of one purse), "two", "unclear"


def judged() -> list[Verdict]:
    rows = [line.split("\t") for line in JUDGED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [Verdict(r[0], r[1], (Named(r[2], r[3], r[4]), Named(r[2], r[5], r[6])), r[7]) for r in rows]


def organisations(folder: Path) -> list[Named]:
    """Every organisation of the registers and the IATI files, once per economy."""
    found = set()
    for path in (folder / "activities.jsonl.gz", *sorted((folder / "iati").glob("*.xml"))):
        for activity in (activity_of(each) for each in read(path) if isinstance(each, Parsed)):
            home = home_of(activity.economies)
            roles = (activity.reporters, activity.funders, activity.implementers, activity.receivers)
            found |= {Named(home, each.name, each.ref) for role in roles for each in role}
    return sorted(each for each in found if each.name and len(each.name) <= LONGEST)


def strata(found: list[Named]) -> dict[str, list[Pair]]:
    """Pairs within one economy that are written differently, each in one stratum."""
    by_economy: dict[str, list[Named]] = defaultdict(list)
    for each in found:
        by_economy[each.economy].append(each)
    pairs: dict[str, set[Pair]] = {stratum: set() for stratum in STRATA}
    for here in by_economy.values():
        for pair in {*_sharing(here, lambda each: each.identifiers), *_sharing(here, lambda each: each.names.known_as)}:
            pairs["one identifier" if pair[0].identifiers & pair[1].identifiers else "called one"].add(pair)
        taken = pairs["one identifier"] | pairs["called one"]
        pairs["abbreviation"] |= {pair for pair in _abbreviated(here) if pair not in taken}
        pairs["alike"] |= {pair for pair in _alike(here) if pair not in taken | pairs["abbreviation"]}
    return {stratum: sorted(each) for stratum, each in pairs.items()}


def _different(pairs: Iterable[Pair]) -> Iterator[Pair]:
    for one, other in pairs:
        if one.written != other.written:
            yield (one, other) if one < other else (other, one)


def _sharing(here: list[Named], keys: Callable[[Named], Iterable[str]]) -> Iterator[Pair]:
    by_key: dict[str, list[Named]] = defaultdict(list)
    for each in here:
        for key in keys(each):
            by_key[key].append(each)
    for group in by_key.values():
        if len(group) <= MOST_OF_A_KEY:
            yield from _different(combinations(group, 2))


def _abbreviated(here: list[Named]) -> Iterator[Pair]:
    """A name that is nothing but the initials of another."""
    by_initials: dict[str, list[Named]] = defaultdict(list)
    for each in here:
        long = [word for word in each.written.split() if len(word) > 3]
        if len(long) > 2:
            by_initials["".join(word[0] for word in long)].append(each)
    for each in here:
        if len(each.written) > 2:
            yield from _different((each, other) for other in by_initials.get(each.written, ()))


def _alike(here: list[Named]) -> Iterator[Pair]:
    """Names whose trigrams, weighted by how rare they are here, are near."""
    places: dict[str, int] = {}
    cells = [
        (row, places.setdefault(gram, len(places))) for row, each in enumerate(here) for gram in ngrams(each.written)
    ]
    rows, columns = zip(*cells, strict=True)
    counts = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(here), len(places)))
    rarity = np.log(1 + len(here) / np.asarray(counts.sum(axis=0)).ravel())
    weighted = counts @ diags(rarity)
    lengths = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
    unit = (diags(1 / np.maximum(lengths, 1)) @ weighted).tocsr()
    for start in range(0, len(here), 1000):
        near = (unit[start : start + 1000] @ unit.T).tocoo()
        found = [(r + start, c) for r, c, value in zip(near.row, near.col, near.data, strict=True) if value >= ALIKE]
        yield from _different((here[row], here[column]) for row, column in found if row < column)


def report(verdicts: list[Verdict], sizes: dict[str, int]) -> None:
    """Right and found, per sample and stratum; a sample's share of each stratum is weighted by the stratum's size."""
    for sample in dict.fromkeys(each.sample for each in verdicts):
        mine = [each for each in verdicts if each.sample == sample and each.verdict != "unclear"]
        print(f"\n{sample}: {len(mine)} pairs")
        for meaning, right in (("one organisation", {"one"}), ("one money", {"one", "money"})):
            counts = Counter((each.stratum, _said(each, meaning), each.verdict in right) for each in mine)
            print(f"  {meaning:17}", *(_of_stratum(counts, stratum) for stratum in STRATA), sep="  ")
            print(f"  {'':17}  {_weighted(counts, sizes)}")


def _said(each: Verdict, meaning: str) -> bool:
    one, other = (named.names for named in each.pair)
    return bool(one.known_as & other.known_as if meaning == "one organisation" else one.money & other.money)


def _of_stratum(counts: Counter[tuple[str, bool, bool]], stratum: str) -> str:
    right, wrong, missed = (counts[stratum, said, is_one] for said, is_one in CASES[:3])
    return f"{stratum}: {right} right, {wrong} wrong, {missed} missed"


def _weighted(counts: Counter[tuple[str, bool, bool]], sizes: dict[str, int]) -> str:
    """Precision and recall over all pairs of the strata; only over this sample where the files are not here."""
    totals: dict[tuple[bool, bool], float] = defaultdict(float)
    for stratum in STRATA:
        here = {(said, right): counts[stratum, said, right] for said, right in CASES}
        drawn = sum(here.values())
        for case, count in here.items():
            totals[case] += count * sizes.get(stratum, drawn) / max(drawn, 1)
    found, wrong, missed = totals[True, True], totals[True, False], totals[False, True]
    return f"precision {100 * found / (found + wrong):.1f} %, recall {100 * found / (found + missed):.1f} %"


def cost(found: list[Named]) -> None:
    """CPU of working out each distinct name once, as the engine does."""
    names = sorted({(each.name, each.ref) for each in found})
    taken = []
    for _ in range(RUNS):
        names_of.cache_clear()
        meant.cache_clear()
        began = time.process_time()
        for name, ref in names:
            names_of(name, ref)
        taken.append(time.process_time() - began)
    print(f"\n{len(names):,} distinct names and identifiers: {statistics.median(taken):.2f} s CPU")


def draw(pairs: dict[str, list[Pair]], seed: int, verdicts: list[Verdict]) -> None:
    """Rows to judge, in the form of the judged file; of pairs with one identifier one per identifier."""
    known = {frozenset((one.name, other.name)) for one, other in (each.pair for each in verdicts)}
    chance = random.Random(seed)
    for stratum, number in DRAWN.items():
        fresh = [pair for pair in pairs[stratum] if frozenset((pair[0].name, pair[1].name)) not in known]
        chance.shuffle(fresh)
        if stratum == "one identifier":
            fresh = list({min(pair[0].identifiers & pair[1].identifiers): pair for pair in fresh}.values())
        for one, other in fresh[:number]:
            print("", stratum, one.economy, one.name, one.ref, other.name, other.ref, "", sep="\t")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--draw", type=int, metavar="SEED")
    asked = parser.parse_args()
    folder = Path(os.environ.get("EGNATIA_DATA", "../shared/data"))
    if not folder.is_dir():
        report(judged(), {})
        return
    found = organisations(folder)
    pairs = strata(found)
    if asked.draw is not None:
        draw(pairs, asked.draw, judged())
        return
    print(f"{len(found):,} organisations, once per economy:", {stratum: len(each) for stratum, each in pairs.items()})
    report(judged(), {stratum: len(each) for stratum, each in pairs.items()})
    cost(found)


if __name__ == "__main__":
    main()
