"""What one check costs through PostgreSQL, against all activities of a large invented collection.

python -m benchmarks.generated FILE --activities 1001500 --seed 12
EGNATIA_BENCH_DB=egnatia_bench_rows python -m benchmarks.rows FILE --activities 1000000

The first run stores them, which takes the better part of an hour; one that was broken off goes on where it stopped.
"""

import argparse
import statistics
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from benchmarks import database  # noqa: F401 - to import it is to connect
from benchmarks.costs import counted, high
from benchmarks.generated.stored import activities_in, pairs_in
from django.db import transaction  # noqa: TID251 - the action that an import is
from tests import make

from egnatia import overlap
from egnatia.activities.activities.entries import ActivityEntry
from egnatia.activities.activities.models import Activity, fresh_statistics_after
from egnatia.activities.activities.storage import store_many
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.access.reader import SYSTEM
from egnatia.matching.queries.candidates import activities_near, best_of

BATCH = 50_000  # in one transaction
CHECKS = 500
WARM = 20  # that are not counted: tables and loops are loaded by the first


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("file", type=Path)
    wanted.add_argument("--activities", type=int, required=True, help="those that follow are checked")
    asked = wanted.parse_args()
    with asked.file.open("rb") as file:
        pairs_in(file)
        activities = activities_in(file)
        load(activities, asked.activities)
        checked(list(islice(activities, CHECKS)))


def load(activities: Iterator[overlap.ActivityFacts], count: int) -> None:
    """Stores those of the first `count` that are not there yet."""
    there = Activity.objects.count()
    for _ in islice(activities, min(there, count)):
        pass
    while there < count:
        entries = [ActivityEntry(each) for each in islice(activities, min(BATCH, count - there))]
        with transaction.atomic():
            store_many(entries, marking=Marking(Tlp.GREEN), by=make.reader(f"bench-{there}"))
            there += len(entries)
            fresh_statistics_after(there)
        print(f"{there:,} stored", flush=True)


def checked(proposals: list[overlap.ActivityFacts]) -> None:
    """Milliseconds of one check each, none of them stored."""
    costs, met, found = [], 0, 0
    for proposal in proposals:
        with counted() as cost:
            prepared = overlap.prepare(proposal)
            near = activities_near(prepared, reader=SYSTEM)
            possible = near.compared_with(prepared, at_least=overlap.DEFAULT_MIN_SCORE)
            found += len(best_of(prepared, possible, at_least=overlap.DEFAULT_MIN_SCORE))
        costs.append(cost)
        met += len(near.laid_out)
    print(f"{len(proposals)} checked, {met / len(proposals):,.0f} share a key, {found / len(proposals):.1f} match each")
    for name in ("wall", "cpu"):
        each = [1000 * getattr(cost, name) for cost in costs[WARM:]]
        print(f"{name}: median {statistics.median(each):.1f} ms, p95 {high(each):.1f} ms")


if __name__ == "__main__":
    main()
