"""How long the objectives of all real activities take to estimate, and the pages that show them.

Run: EGNATIA_DATA=… EGNATIA_BENCH_DB=egnatia_bench_aims python -m benchmarks.aims
The first run loads and estimates, which takes minutes; later ones measure the pages only.
"""

import statistics
import time

from benchmarks import loading, measuring
from django.db import connection  # noqa: TID251 - a benchmark asks for its own session
from django.test import Client
from django.urls import reverse

from egnatia.needs.frameworks.actions import estimate_waiting
from egnatia.needs.frameworks.models import ActivityAim

RUNS = 25
PAGES = ("needs:aims", "start:home", "needs:frameworks")


def _estimate() -> None:
    begun, cpu, number = time.perf_counter(), time.process_time(), 0
    while found := estimate_waiting():
        number += found
    if number:
        spent = f"{time.perf_counter() - begun:.0f} s, {time.process_time() - cpu:.0f} CPU s of the worker"
        print(f"{number} activities estimated in {spent}")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _measure(client: Client, page: str) -> None:
    spent = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        answer = client.get(reverse(page))
        spent.append(1000 * (time.perf_counter() - begun))
        assert answer.status_code == 200, answer.status_code
    ordered = sorted(spent)
    print(f"{page}: median {statistics.median(spent):.0f} ms, p95 {ordered[int(0.95 * RUNS)]:.0f} ms")


def main() -> None:
    loading.readers()
    _estimate()
    aimed = ActivityAim.objects.values("activity").distinct().count()
    print(f"{loading.count()} activities, {aimed} with an objective")
    for username in (loading.OWNER, loading.MEMBER):
        client = measuring.browser(username)
        print(username)
        for page in PAGES:
            _measure(client, page)


if __name__ == "__main__":
    main()
