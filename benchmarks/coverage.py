"""How long the matrix takes over 94,789 works and 2,000 needs, and suggestions for the registers of EGNATIA_DATA.

python -m benchmarks.coverage
"""

import json
import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from egnatia import coverage
from egnatia.activities.activities.facts import activity_of
from egnatia.coverage import (
    Aim,
    Described,
    EconomyShare,
    NeedStatement,
    ObjectiveFramework,
    Work,
    framework_of,
    suggest_objectives,
)
from egnatia.formats import Parsed
from egnatia.formats.files import read
from egnatia.overlap import Text

WORKS, NEEDS, PARTNERS = 94_789, 2_000, 300
TODAY = date(2026, 11, 24)
ECONOMIES = ("ALB", "BIH", "BGR", "HRV", "GRC", "XKX", "MDA", "MNE", "MKD", "ROU", "SRB", "SVN", "TUR")
Result = TypeVar("Result")


def main() -> None:
    framework = reference()
    objectives = [each.code for each in framework.objectives if each.level == coverage.OBJECTIVE]
    works, needs = invented(objectives)
    print(f"{WORKS:,} works, {NEEDS:,} needs, {len(objectives)} objectives, {len(ECONOMIES)} economies")
    cells = timed("the matrix, plainly", lambda: coverage.matrix(needs, works, TODAY))
    tallies = coverage.tally(coverage.rows_of(works, TODAY))
    counted = timed("the matrix of works that a database counted", lambda: coverage.matrix_of(needs, tallies))
    assert counted == cells
    timed("13 priorities from 43 objectives", lambda: coverage.roll_up(cells, coverage.PRIORITY))
    demonstration(framework)
    suggestions(framework)


def demonstration(framework: ObjectiveFramework) -> None:
    """How often what is suggested is what the demonstration's activities state."""
    path = Path(coverage.__file__).parents[1] / "start" / "demo" / "activities.jsonl"
    stated = [each for each in map(json.loads, path.read_text(encoding="utf-8").splitlines()) if each["objectives"]]
    suggested = [[s.code for s in suggest_objectives(_described(each), framework)] for each in stated]
    pairs = [(set(each["objectives"]), codes) for each, codes in zip(stated, suggested, strict=True)]
    found = sum(len(found) for _, found in pairs)
    right = sum(len(wanted.intersection(found)) for wanted, found in pairs)
    near = sum(_neighbours(wanted, set(found) - wanted) for wanted, found in pairs)
    first = sum(found[:1] != [] and found[0] in wanted for wanted, found in pairs)
    print(f"demonstration: {len(stated)} activities state {sum(len(wanted) for wanted, _ in pairs)} objectives;")
    some = sum(bool(found) for _, found in pairs)
    print(f"  {some} get {found} suggestions, {right} right, {near} of the same priority; {first} right at first")


def _neighbours(wanted: set[str], others: set[str]) -> int:
    priorities = {coverage.cut(code, coverage.PRIORITY) for code in wanted}
    return sum(coverage.cut(code, coverage.PRIORITY) in priorities for code in others)


def _described(activity: dict[str, Any]) -> Described:
    titles, descriptions = (
        tuple(Text(text, lang) for lang, text in activity[name].items()) for name in ("titles", "descriptions")
    )
    return Described(titles, descriptions, frozenset(f"DAC:{code}" for code in activity["sectors"]))


def reference() -> ObjectiveFramework:
    path = Path(coverage.__file__).parents[1] / "taxonomy" / "reference.json"
    return framework_of(json.loads(path.read_text(encoding="utf-8")))


def invented(objectives: list[str]) -> tuple[list[Work], list[NeedStatement]]:
    random = Random(1)
    works = [
        Work(
            ref=str(number),
            objectives=tuple(map(Aim, random.sample(objectives, random.choice((1, 1, 2))))),
            economies=tuple(map(EconomyShare, random.sample(ECONOMIES, random.choice((1, 1, 1, 2, 6))))),
            partners=frozenset({f"partner {random.randrange(PARTNERS)}"}),
            types=frozenset({random.choice(("training", "equipment"))}),
            start=TODAY - timedelta(days=random.randrange(-200, 900)),
            end=TODAY + timedelta(days=random.randrange(-300, 900)),
            status=random.choice(("", "pipeline", "implementation")),
        )
        for number in range(WORKS)
    ]
    needs = [NeedStatement(str(n), random.choice(objectives), random.choice(ECONOMIES)) for n in range(NEEDS)]
    return works, needs


def suggestions(framework: ObjectiveFramework) -> None:
    path = Path(os.environ.get("EGNATIA_DATA", "../shared/data")) / "activities.jsonl.gz"
    if not path.is_file():
        print("suggestions: the real files are not here, set EGNATIA_DATA")
        return
    found = [activity_of(each) for each in read(path) if isinstance(each, Parsed)]
    described = [Described(each.titles, each.descriptions, each.sectors) for each in found]
    start = time.process_time()
    with_some = sum(bool(suggest_objectives(each, framework)) for each in described)
    seconds = time.process_time() - start
    print(
        f"suggestions: {len(described) / seconds:,.0f} activities a second, {with_some} of {len(described):,} get some"
    )


def timed(what: str, work: Callable[[], Result]) -> Result:
    start = time.process_time()
    result = work()
    print(f"{what}: {1000 * (time.process_time() - start):,.0f} ms CPU")
    return result


if __name__ == "__main__":
    main()
