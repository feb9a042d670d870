"""Whatever stands in an address, the site answers it: a page, a refusal, "not found", but never a fault of its own.

Every address that a generator knows is asked with every parameter of its page set to what nobody means.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from tests.noninterference import plans, routes
from tests.noninterference.access import route_of
from tests.noninterference.comparing import SERVER_ERROR, played, signed_in
from tests.noninterference.known import Known
from tests.noninterference.stage import PROFILES, VISITOR, Profile, set_up

pytestmark = [pytest.mark.django_db, pytest.mark.noninterference]

SEED = 11
REDIRECT = 300
# As they stand in an address, encoded.
ABSURD = (
    "",
    "0",
    "-1",
    "9" * 30,
    "9" * 5_000,
    "1e999",
    "NaN",
    "%C2%B2",  # a digit that is no number
    "%D9%A3",
    "9999-99-99",
    "0000-00-00",
    "2015-02-30",
    "2015-13",
    "0000",
    "99999",
    "%00",
    "police%00training",
    "%FF%FE",
    "%ED%A0%80",  # half of a pair
    "%F0%9F%99%82",
    "%E2%80%AE",
    "x" * 9_000,
    "%28%28%28%26%7C%21%3A%2A%27",
    "%27%22%3E%3Cb%3E",
    "..%2F..%2Fetc",
    "%25%5F%5C",
    "00000000-0000-0000-0000-000000000000",
    "sector%3A",
    "objective%3A%00",
    "A%3AB%3AC",
)
IN_PATHS = (
    "9" * 30,
    "9" * 5_000,
    "-1",
    "%00",
    "%FF%FE",
    "%ED%A0%80",
    "%E2%80%AE",
    "..%2F..%2Fetc",
    "2.3.2%00",
    "x" * 9_000,
)
FEW = 3
NAME = re.compile(rb'<(?:input|select|textarea)[^>]* name="([^"]+)"|[?;]([a-z_]+)=')
ALWAYS = ("page", "q")


def addresses(known: Known) -> dict[str, dict[str, set[str]]]:
    """For each route its addresses that can be read, each with the parameters that generators try on the route."""
    paths: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for generator in dict.fromkeys(routes.load().values()):
        for access in generator(known):
            if access.method == "GET":
                name = route_of(access.path)
                paths[name].add(access.path)
                names[name] |= {*access.data, *ALWAYS}
    return {name: dict.fromkeys(sorted(found), names[name]) for name, found in paths.items()}


def absurd_queries(names: set[str], begin: int) -> Iterator[str]:
    """Every parameter at once with every second value from `begin` on, then each alone: a page that gives up at the
    first looks no further. The routes share the values: most read their parameters in the same places."""
    for value in ABSURD[begin % 2 :: 2]:
        yield "&".join(f"{name}={value}" for name in sorted(names))
    for number, name in enumerate(sorted(names)):
        yield from (f"{name}={ABSURD[(number + step) % len(ABSURD)]}" for step in range(0, len(ABSURD), 10))
        yield f"{name}=1&{name}={ABSURD[4]}&{name}=%00"


def absurd_paths(path: str) -> Iterator[str]:
    """One part of the address at a time replaced by something absurd; a word of the route itself by a few things only,
    since no page stands there."""
    found = resolve(path)
    carried, parts = {*map(str, found.args), *map(str, found.kwargs.values())}, path.split("/")
    for at, part in enumerate(parts):
        values = IN_PATHS if part in carried else IN_PATHS[:FEW]
        if part:
            yield from ("/".join((*parts[:at], value, *parts[at + 1 :])) for value in values)


def status(client: Client, path: str, query: str = "") -> int:
    return client.generic("GET", path, QUERY_STRING=query).status_code


@pytest.mark.parametrize("who", [PROFILES[0], VISITOR], ids=lambda who: who.username or "visitor")
def test_no_address_makes_the_site_fail(who: Profile) -> None:
    stage, plan = set_up(), plans.plan_of(SEED)
    failed: list[str] = []
    with played(stage, plan) as world:
        for name, found in addresses(Known.of(world, who)).items():
            with transaction.atomic():  # signed in anew for each route: one of them may sign out
                failed += _failing(signed_in(stage, who, len(plan)), name, found)
                transaction.set_rollback(True)
    assert failed == []


def _failing(client: Client, name: str, found: dict[str, set[str]]) -> Iterator[str]:
    """The addresses under which the route fails. Asked is one that shows a page, where there is one; who is sent to
    sign in is sent there before anything is read of what they ask.
    """
    path = next((path for path in found if status(client, path) < REDIRECT), next(iter(found)))
    shown = client.get(path)
    names = found[path] | {(field or link).decode() for field, link in NAME.findall(shown.getvalue())}
    queries = islice(absurd_queries(names, len(name)), FEW if "/login/" in shown.headers.get("Location", "") else None)
    asked = [(path, query) for query in queries] + [(other, "") for other in absurd_paths(path)]
    for each, query in asked:
        if status(client, each, query) >= SERVER_ERROR:
            yield f"{name}: {each[:200]}?{query[:200]}"
