"""How long the start page takes with the demo, by user: medians of the clock and of both processors, and its queries.

Run: EGNATIA_BENCH_DB=egnatia_demo python -m benchmarks.start_page [--rounds 30] [--as secretariat,focal-al] [--queries]
The database should hold nothing but the demo, which the first run loads.
"""

import argparse
from collections import Counter
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

from benchmarks import database, measuring
from django.db import connection  # noqa: TID251 - a benchmark counts its own queries
from django.urls import reverse

from egnatia.kernel.models import Person
from egnatia.start.demo import actions

assert database.NAME  # to import it is to connect
GOAL = 0.080  # seconds of the clock at the median, for the secretariat


def _noted(asked: list[str], execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:  # noqa: ANN401 - of Django
    asked.append(str(sql))
    return execute(sql, *rest)


def main(rounds: int, users: list[str], *, queries: bool) -> None:
    if not Person.objects.filter(is_demo=True).exists():
        actions.install()
    session, address = measuring.session_alone(), reverse("start:home")
    for user in users:
        client = measuring.browser(user)
        for _ in range(3):
            assert client.get(address).status_code == 200
        asked: list[str] = []
        with connection.execute_wrapper(partial(_noted, asked)):
            client.get(address)
        found = [measuring.spent(session, partial(client.get, address)) for _ in range(rounds)]
        wall, process, at_work = (median(each[part] for each in found) * 1000 for part in range(3))
        said = f"{wall:6.0f} ms clock, {process:6.0f} ms process, {at_work:5.0f} ms database, {len(asked):3} queries"
        print(f"{user:14} {said}")
        if queries:
            for query, times in Counter(asked).items():
                print(f"  {times} x {query[:400]}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--as", dest="users", default="secretariat,focal-al")
    parser.add_argument("--queries", action="store_true")
    options = parser.parse_args()
    main(options.rounds, options.users.split(","), queries=options.queries)
