"""How long the pages of the matrix take with 94,789 activities and 2,000 needs: `python -m benchmarks.matrix_pages`.

The real activities (benchmarks.loading); few of them state an objective, so each one in the region is said to serve
one or two, in turn. Through Django's test client, the whole of middleware and template included.
"""

from collections.abc import Iterator
from itertools import cycle, islice

from benchmarks import database, loading
from benchmarks.pages import Spent, browser, seconds, told
from django.db import transaction  # noqa: TID251 - the actions that statements are
from django.urls import reverse
from tests import make

from egnatia.kernel.models import Economy, Person
from egnatia.kernel.reader import Reader
from egnatia.kernel.readers import reader_named
from egnatia.mapping.activities.models import Activity
from egnatia.mapping.frameworks.models import ActivityAim
from egnatia.mapping.frameworks.queries.in_use import framework_in_use
from egnatia.mapping.matrix.actions.cutting import cut_again
from egnatia.mapping.matrix.models import MatrixSlice, MatrixWork
from egnatia.mapping.needs.actions.stating import state_need
from egnatia.mapping.needs.models import Need
from egnatia.mapping.needs.rules import Said

NEEDS, SPEAKER = 2_000, "bench-speaker-"
ROUNDS = 3
FILTERS: tuple[dict[str, str], ...] = (
    {},
    {"level": "heading"},
    {"level": "objective"},
    {"level": "objective", "under": "2.3"},
    {"all_rows": "on", "all_columns": "on"},
    {"since": "2015", "until": "2016"},
    {"perspective": "prevention"},
    {"confirmed": "on"},
    {"status": "running"},
)


def main() -> None:
    readers = loading.readers()
    leaves = [each.code for each in framework_in_use().objectives if each.level == 3]
    _serve(leaves)
    _need(leaves)
    print(f"{MatrixWork.objects.count()} works, {MatrixSlice.objects.count()} slices, {Need.objects.count()} needs")
    kept = [_measured(name, list(_pages(name, leaves)), readers) for name in ("matrix", "cells", "lists", "needs")]
    raise SystemExit(0 if all(kept) else 1)


@transaction.atomic
def _serve(leaves: list[str]) -> None:
    """Objectives for the activities in the region, once."""
    if MatrixWork.objects.exists():
        return
    region = list(Economy.objects.values_list("code", flat=True))
    ids = list(Activity.objects.filter(economies__overlap=region).order_by("pk").values_list("pk", flat=True))
    served = [(each, code) for number, each in enumerate(ids) for code in _codes(number, leaves)]
    ActivityAim.objects.bulk_create(
        [ActivityAim(activity_id=each, code=code, basis="declared") for each, code in served], ignore_conflicts=True
    )
    cut_again(ids)


def _codes(number: int, leaves: list[str]) -> set[str]:
    return {leaves[number % len(leaves)], leaves[number * 7 % len(leaves)]}


@transaction.atomic
def _need(leaves: list[str]) -> None:
    """Needs of every economy, stated by its own focal point, once."""
    if Need.objects.exists():
        return
    economies = list(Economy.objects.values_list("code", flat=True))
    speakers = {code: _speaker(code) for code in economies}
    for number, code in enumerate(islice(cycle(leaves), NEEDS)):
        economy = economies[number % len(economies)]
        said = Said(
            economy=economy,
            objective=code,
            priority=("medium", "low")[number % 2],
            perspective=("prevention", "response")[number % 2],
            words={"en": f"Something is missing, number {number}."},
            language="en",
            source="Strategy",
            page=str(number),
        )
        state_need(said, make.GREEN, by=speakers[economy])


def _speaker(economy: str) -> Reader:
    name = f"{SPEAKER}{economy.lower()}"
    if not Person.objects.filter(username=name).exists():
        make.reader(name, seats=(("focal-points", economy),), focal_point=("focal-points", economy))
    return reader_named(name)


def _pages(name: str, leaves: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    if name == "matrix":
        for filters in FILTERS:
            yield reverse("mapping:matrix"), filters
    elif name == "cells":
        for code in (*leaves[::3], "2.3", "3.3", "2"):
            yield reverse("mapping:cell", args=["ROU", code]), {}
            yield reverse("mapping:cell", args=["MNE", code]), {}
    elif name == "lists":
        for view in ("my-economy", "who-works-here", "tiles", "rooms"):
            yield reverse(f"mapping:{view}"), {"economy": "ROU"}
        yield reverse("mapping:open-needs-of-economy", args=["SRB"]), {}
        yield reverse("mapping:open-needs-of-objective", args=["2.3.2"]), {}
    else:
        yield reverse("mapping:needs"), {}
        yield reverse("mapping:needs"), {"economy": "ROU"}
        yield reverse("mapping:needs"), {"page": "2"}


def _measured(name: str, pages: list[tuple[str, dict[str, str]]], readers: loading.Readers) -> bool:
    spent: list[Spent] = []
    for reader in (readers.member, readers.focal, readers.owner):
        client = browser(reader)
        client.get(pages[0][0])  # what a process does once
        for _ in range(ROUNDS):
            spent += [seconds(client, address, query) for address, query in pages]
    return told(name, spent)


assert database.DATA  # to import it is to connect


if __name__ == "__main__":
    main()
