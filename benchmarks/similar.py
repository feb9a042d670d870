"""How well the similarity of two activities follows what people judged, and which points would follow it better.

EGNATIA_DATA=… python -m benchmarks.similar [--fit]

Reads benchmarks/similar_pairs.tsv (two ids of activities.jsonl.gz and a grade: 0 other work, 1 something in common,
2 worth a look, 3 one work) and benchmarks/similar_same_work.tsv (two ids of one work under other titles).
"""

import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import fmean

import numpy as np
from scipy.optimize import minimize

from egnatia.activities.activities.facts import activity_of
from egnatia.formats import Parsed
from egnatia.formats.files import read
from egnatia.overlap import DEFAULT_MIN_SCORE, ActivityFacts, Prepared, Text, prepare, score
from egnatia.overlap.rows import likenesses, meaning, nearest
from egnatia.overlap.similarity import BAND, POINTS, similar, values

HERE = Path(__file__).parent
FEATURES = tuple(POINTS)
NUMBER = re.compile(r"\b[Pp]\d{6}\b")  # by which the answer would be given away
FIRST = 10  # of a list
CLOSE = 300  # of a list that are scored by the rules of matches
HARDEST = 40  # others that a partner is compared with in fitting
SCALE = 6.0  # points that make one of two pairs clearly the more similar
PRIOR = 0.0005  # how far points are held to what they are
SAMPLE = 5_000
Row = dict[str, float]


@dataclass(frozen=True)
class Found:
    """Where the partner of an activity stands among all activities of its economy."""

    economy: str
    partner: Row
    others: list[Row]  # the most similar ones
    place: int
    matched: bool
    near: bool  # whether keys or meaning find it


def main() -> None:
    path = Path(os.environ.get("EGNATIA_DATA", "../shared/data")) / "activities.jsonl.gz"
    by_ref = {each.ref: each for each in map(activity_of, _parsed(path))}
    judged = _judged(by_ref)
    _tell_judged(judged)
    found = list(_partners(by_ref))
    _tell_found(found)
    if "--fit" in sys.argv:
        _fit(judged, found)
    _tell_time(list(by_ref.values()))


def _parsed(path: Path) -> Iterator[Parsed]:
    return (each for each in read(path) if isinstance(each, Parsed))


def _rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line]


def _judged(by_ref: dict[str, ActivityFacts]) -> list[tuple[Row, int, bool]]:
    """What each judged pair has in common, its grade, and whether it is a match already."""
    found = []
    for left, right, grade, *_ in _rows("similar_pairs.tsv"):
        one, other = _hidden(by_ref[left]), _hidden(by_ref[right])
        a, b = prepare(one), prepare(other)
        found.append((values(a, b, float(likenesses(meaning(one), [meaning(other)])[0])), int(grade), _match(a, b) > 0))
    return found


def _hidden(activity: ActivityFacts) -> ActivityFacts:
    """Without its identifiers, and without the numbers of projects in its texts."""
    titles, descriptions = (
        tuple(Text(NUMBER.sub(" ", text.text), text.lang) for text in texts)
        for texts in (activity.titles, activity.descriptions)
    )
    return replace(activity, titles=titles, descriptions=descriptions, identifiers=())


def _match(a: Prepared, b: Prepared) -> float:
    match = score(a, b)
    return match.strength if match and match.strength >= DEFAULT_MIN_SCORE else 0.0


def _sum(row: Row) -> float:
    return sum(POINTS[name] * value for name, value in row.items())


def _tell_judged(judged: Sequence[tuple[Row, int, bool]]) -> None:
    print(f"{len(judged)} judged pairs: {dict(sorted(Counter(grade for _, grade, _ in judged).items()))}")
    for grade in range(4):
        sums = sorted(_sum(row) for row, each, _ in judged if each == grade)
        print(f"grade {grade}: quartiles {[round(float(np.quantile(sums, q))) for q in (0.25, 0.5, 0.75)]}")
    rest = [(row, grade) for row, grade, matched in judged if not matched]
    for cut in (BAND - 10, BAND - 5, BAND, BAND + 5, BAND + 10):
        shown = [grade for row, grade in rest if _sum(row) >= cut]
        held = sum(grade >= 2 for grade in shown) / max(1, sum(grade >= 2 for _, grade in rest))
        right = [sum(grade >= least for grade in shown) / max(1, len(shown)) for least in (1, 2)]
        print(f"from {cut:.0f}: {len(shown)} shown, grade 2 or 3 held {held:.2f}; of grade >= 1, >= 2: {right}")


def _partners(by_ref: dict[str, ActivityFacts]) -> Iterator[Found]:
    wanted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for left, right, *_ in _rows("similar_same_work.tsv"):
        for economy in by_ref[left].economies & by_ref[right].economies:
            wanted[economy].append((left, right))
    for economy, pairs in sorted(wanted.items()):
        here = [_hidden(each) for each in by_ref.values() if economy in each.economies]
        prepared, rows = list(map(prepare, here)), list(map(meaning, here))
        at = {each.ref: position for position, each in enumerate(here)}
        near = dict(nearest(prepared, rows))
        for left, right in pairs:
            candidates = {position for position, _ in near[at[left]]}
            yield replace(_partner(prepared, rows, at[left], at[right]), economy=economy, near=at[right] in candidates)


def _partner(prepared: list[Prepared], rows: list[bytes], one: int, other: int) -> Found:
    alike = likenesses(rows[one], rows).tolist()
    found = {i: values(prepared[one], each, alike[i]) for i, each in enumerate(prepared) if i != one}
    order = sorted(found, key=lambda i: -_sum(found[i]))
    matches = {i: _match(prepared[one], prepared[i]) for i in {*order[:CLOSE], other}}
    listed = sorted(order, key=lambda i: (-matches.get(i, 0.0), -_sum(found[i])))
    shown = matches[other] > 0 or _sum(found[other]) >= BAND
    place = listed.index(other) if shown else len(listed)
    others = [found[i] for i in order[: HARDEST + 1] if i != other]
    return Found("", found[other], others, place, matches[other] > 0, near=False)


def _tell_found(found: Sequence[Found]) -> None:
    print(f"{len(found)} pairs of one work: first band {fmean(each.matched for each in found):.3f}")
    print(f"among the first {FIRST}, both bands: {fmean(each.place < FIRST for each in found):.3f}")
    print(f"found by keys or meaning: {fmean(each.near for each in found):.3f}")


def _fit(judged: Sequence[tuple[Row, int, bool]], found: Sequence[Found]) -> None:
    """Points that put pairs of a higher grade above those of a lower one, and partners above others; none changes its
    sign, and each stays near what it is."""
    rows, grades = np.array([_vector(row) for row, *_ in judged]), np.array([grade for _, grade, _ in judged])
    upper, lower = np.where(grades[:, None] > grades[None, :])
    weight = (grades[upper] - grades[lower]) / (grades[upper] - grades[lower]).sum()
    above = rows[upper] - rows[lower]
    partners = np.array([_vector(each.partner) - _vector(other) for each in found for other in each.others])
    prior = np.array(list(POINTS.values()))

    def loss(points: np.ndarray) -> tuple[float, np.ndarray]:
        one, other, far = above @ points / SCALE, partners @ points / SCALE, points - prior
        value = weight @ np.logaddexp(0, -one) + np.logaddexp(0, -other).mean() + PRIOR * far @ far
        slope = -(weight / (1 + np.exp(one))) @ above - (1 / (1 + np.exp(other))) @ partners / len(partners)
        return float(value), slope / SCALE + 2 * PRIOR * far

    bounds = [(0.0, 40.0) if each > 0 else (-20.0, 0.0) for each in prior]
    fitted = minimize(loss, prior, jac=True, bounds=bounds, method="L-BFGS-B")
    print(f"loss {loss(prior)[0]:.3f}, fitted {fitted.fun:.3f}")
    for name, was, now in zip(FEATURES, prior, fitted.x, strict=True):
        print(f"  {name:16} {was:6.1f} {now:6.1f}")


def _vector(row: Row) -> np.ndarray:
    return np.array([row.get(name, 0.0) for name in FEATURES])


def _tell_time(activities: Sequence[ActivityFacts]) -> None:
    """As `egnatia analyse --similar` does it, for activities of all economies drawn at equal distances."""
    began, shown, compared = time.process_time(), 0, 0
    members: dict[str, list[ActivityFacts]] = defaultdict(list)
    for activity in activities[:: max(1, len(activities) // SAMPLE)][:SAMPLE]:
        for economy in activity.economies:
            members[economy].append(activity)
    for _, here in sorted(members.items()):
        prepared = list(map(prepare, here))
        for at, near in nearest(prepared, list(map(meaning, here))):
            compared += len(near)
            shown += sum(bool(similar(prepared[at], prepared[other], alike, cut=BAND)) for other, alike in near)
    print(
        f"{SAMPLE:,} activities: {compared:,} compared, {shown:,} in the band, {time.process_time() - began:.0f} s CPU"
    )


if __name__ == "__main__":
    main()
