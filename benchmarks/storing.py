"""How long storing many activities takes, keys included, reading not: `python -m benchmarks.storing [number]`."""

import resource
import sys
import time
from itertools import islice

from benchmarks import database
from django.db import transaction  # noqa: TID251 - the action that an import is
from tests import make

from egnatia.activities.activities.entries import ActivityEntry
from egnatia.activities.activities.facts import activity_of
from egnatia.activities.activities.models import ActivityKey
from egnatia.activities.activities.storage import store_many
from egnatia.kernel.access.marking import Marking, Tlp


def main(most: int) -> None:
    with transaction.atomic():
        reader = make.reader(f"bench-{time.time_ns()}")
    entries = [
        ActivityEntry(activity_of(each), content=each.to_json(), status=each.status, digest=each.digest)
        for each in islice(database.parsed_activities(), most)
    ]
    before, began = database.cpu_seconds(), time.perf_counter()
    with transaction.atomic():
        store_many(entries, marking=Marking(Tlp.GREEN), by=reader)
    seconds, cpu = time.perf_counter() - began, database.cpu_seconds() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(entries)} activities: {seconds:.1f} s, {cpu:.1f} CPU s with the database, peak {peak:.0f} MB")
    print(f"{ActivityKey.objects.count()} keys")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
