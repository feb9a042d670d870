"""What one more activity costs: checking a proposal against a collection in this process, and adding activities to it.

python -m benchmarks.checking --activities 100000
"""

import argparse
import statistics

from benchmarks.costs import Cost, counted, high, peak_mb
from benchmarks.generated import REPORTED, collection

from egnatia.overlap import ActivityFacts
from egnatia.overlap.arrays import Index

CHECKS = 500
ADDED = 1_000
RUNS = 5


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--activities", type=int, default=10_000)
    count = wanted.parse_args().activities
    # Those that come later are of the same world: they share partners, programmes and some of them work with the rest.
    activities = collection(count + CHECKS + ADDED * RUNS, REPORTED[0]).activities
    with counted() as built:
        index = Index.build(activities[:count])
    print(f"{len(index):,} activities prepared in {built.cpu:.0f} CPU s; {peak_mb():,.0f} MB")
    others = activities[count:]
    checked(index, others[:CHECKS])
    added(index, others[CHECKS:])


def checked(index: Index, proposals: list[ActivityFacts]) -> None:
    """Milliseconds of one check each; the first of all has to read tables and is not counted."""
    index.check(proposals[0])
    costs, found = [], 0
    for proposal in proposals:
        with counted() as cost:
            found += len(index.check(proposal))
        costs.append(cost)
    said = ", ".join(
        f"{name} median {1000 * statistics.median(each):.1f} ms, p95 {1000 * high(each):.1f} ms"
        for name, each in _both(costs)
    )
    print(f"one activity checked: {said} ({found / len(proposals):.1f} matches each)")


def added(index: Index, activities: list[ActivityFacts], runs: int = RUNS) -> None:
    """Seconds to prepare and store a thousand more, and then to find their matches with all that is there."""
    stored, compared = [], []
    for run in range(runs):
        more = activities[run * ADDED : (run + 1) * ADDED]
        with counted() as cost:
            index.add(more)
        stored.append(cost)
        with counted() as cost:
            for activity in more:
                index.check(activity)
        compared.append(cost)
    for name, costs in (("added", stored), ("then compared with all", compared)):
        said = ", ".join(f"{kind} {statistics.median(each):.2f} s" for kind, each in _both(costs))
        print(f"{ADDED:,} activities {name}: median of {runs}, {said}")


def _both(costs: list[Cost]) -> tuple[tuple[str, list[float]], tuple[str, list[float]]]:
    return ("CPU", [cost.cpu for cost in costs]), ("wall", [cost.wall for cost in costs])


if __name__ == "__main__":
    main()
