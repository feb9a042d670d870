"""How long the list and the page of matches take with all real activities and their matches loaded.

Run: EGNATIA_DATA=… EGNATIA_BENCH_DB=egnatia_bench_matches python -m benchmarks.matches_pages
The first run loads and compares, which takes minutes; later ones measure only.
"""

import copy
import random
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from benchmarks import database, loading
from django.db import connection, transaction  # noqa: TID251 - a benchmark asks for its own session
from django.test import Client
from django.urls import reverse
from tests import make

from egnatia.kernel import clock
from egnatia.kernel.marking import Marking, Tlp
from egnatia.kernel.models import Person
from egnatia.kernel.reader import Reader
from egnatia.kernel.readers import reader_named
from egnatia.kernel.requests import SECOND_FACTOR_SHOWN
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.activities.storing import store_many
from egnatia.mapping.matches.actions.finding import compare_waiting
from egnatia.mapping.matches.models import Match
from egnatia.mapping.matches.queries.filtered import ORDER
from egnatia.mapping.matches.rules import match_id, titles_of

OWNER, DESK, MEMBER, FOCAL = "matches-owner", "matches-desk", "matches-member", "matches-focal"
RUNS = 25
MATCHES = 140_000
SHARES = {  # of a hundred activities: the owner sees all, the focal point a tenth, a member a fiftieth
    Marking(Tlp.GREEN): 2,
    make.amber("focal-points"): 8,
    make.STRICT: 90,
}
QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"kind": "same"},
    {"economy": "ALB"},
    {"about": "sector:152"},
    {"size": "1-5m"},
    {"q": "police training"},
    {"organisation": "World Bank"},
    {"view": "none"},
    {"page": "20"},
)


def readers() -> dict[str, Reader]:
    """The readers, with everything loaded and compared."""
    if not Person.objects.filter(username=OWNER).exists():
        with transaction.atomic():
            make.reader(MEMBER)
            make.reader(DESK, secretariat=True, seats=("focal-points",))
            make.reader(FOCAL, seats=(("focal-points", "ALB"),), focal_point=("focal-points", "ALB"))
            _load(make.reader(OWNER, seats=("focal-points",)))
    _compare()
    return {name: reader_named(name) for name in (OWNER, DESK, FOCAL, MEMBER)}


def _load(owner: Reader) -> None:
    markings = [marking for marking, share in SHARES.items() for _ in range(share)]
    under = defaultdict(list)
    for number, parsed in enumerate(database.parsed_activities()):
        under[markings[number % len(markings)]].append(loading._entry(parsed))  # noqa: SLF001 - the same entries
    for marking, entries in under.items():
        store_many(entries, marking=marking, by=owner)


def _compare() -> None:
    begun = time.perf_counter()
    number = compare_waiting()
    if number:
        print(f"{number} activities compared in {time.perf_counter() - begun:.0f} s")
    _fill()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _fill() -> None:
    """As many matches as an earlier, more generous engine found: real activities in pairs by chance."""
    there = list(Match.objects.all())
    if len(there) >= MATCHES:
        return
    chance = random.Random(1)
    activities = list(Activity.objects.order_by("pk").values_list("pk", "record__owner", "sorted_title"))
    rows: dict[UUID, Match] = {}
    while len(rows) < MATCHES - len(there):
        (left, owner, title), (right, other, second) = sorted(chance.sample(activities, 2))
        row = copy.copy(chance.choice(there))
        row.pk, row.left_id, row.right_id = match_id(left, right), left, right
        row.left_owner, row.right_owner = owner, other
        row.titles = titles_of(title, second)
        row.kind = chance.choices(("overlap", "same", "chain"), (60, 25, 15))[0]
        row.counted_again_id = None if row.kind == "overlap" else right
        row.rank = round(chance.uniform(40, 100), 1)
        row.found_at = clock.now() - timedelta(days=chance.choice((1, 60)))
        rows[row.pk] = row
    Match.objects.bulk_create(rows.values(), batch_size=2_000, ignore_conflicts=True)


def measured(act: Callable[[], object]) -> str:
    """Median and 95th percentile in milliseconds after two runs that warm up: of the clock, and of the CPU of this
    process and its database session, which says more on a busy machine."""
    wall, cpu = [], []
    for _ in range(RUNS + 2):
        begun, used = time.perf_counter(), database.cpu_seconds()
        act()
        wall.append(1000 * (time.perf_counter() - begun))
        cpu.append(1000 * (database.cpu_seconds() - used))
    parts = zip(("wall", "CPU"), map(_figures, (wall, cpu)), strict=True)
    return ", ".join(f"{name} median {middle:5.0f} p95 {high:5.0f} ms" for name, (middle, high) in parts)


def _figures(times: list[float]) -> tuple[float, float]:
    return statistics.median(times[2:]), statistics.quantiles(times[2:], n=20)[-1]


def browser(name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(username=name))
    session = client.session
    session[SECOND_FACTOR_SHOWN] = True
    session.save()
    return client


def main() -> None:
    who = readers()
    print(f"{Activity.objects.count()} activities, {Match.objects.count()} matches")
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")  # all of its CPU is the session's own
    for name in who:
        client = browser(name)
        for query in QUERIES:
            shown = "&".join(f"{key}={value}" for key, value in query.items())
            print(f"{name:15} list {shown:28}", measured(partial(client.get, reverse("mapping:matches"), query)))
        pages(name, client)


def pages(name: str, client: Client) -> None:
    ids = list(Match.objects.order_by(*ORDER).values_list("pk", flat=True)[:1])
    for title, address in (
        ("page", reverse("mapping:match", args=ids)),
        ("batch", reverse("mapping:match-batch")),
        ("home", reverse("mapping:home")),
        ("money", reverse("mapping:money")),
        ("money economy=ALB", reverse("mapping:money") + "?economy=ALB"),
        ("money q=police", reverse("mapping:money") + "?q=police"),
    ):
        print(f"{name:15} {title:33}", measured(partial(client.get, address)))


if __name__ == "__main__":
    main()
