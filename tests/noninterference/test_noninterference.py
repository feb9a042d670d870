"""The first promise: what a reader may not see changes nothing of what they get.

EGNATIA_ACCESSES=50000 asks for more than the build does, EGNATIA_ROUTES="exchange: files:" for some routes alone.
"""

import os

import pytest

from tests.noninterference import routes
from tests.noninterference.comparing import EVERYWHERE, Look, compare
from tests.noninterference.stage import set_up

pytestmark = [pytest.mark.django_db, pytest.mark.noninterference]

ACCESSES = int(os.environ.get("EGNATIA_ACCESSES", "10000"))
ROUTES = tuple(os.environ.get("EGNATIA_ROUTES", "").split())  # how their names begin
PARTS = 8  # so that several processes share the work


def test_every_route_has_a_generator() -> None:
    exempt = routes.exempt()
    missing = [name for name in routes.names_of_all_routes() if name not in routes.load() and name not in exempt]

    assert missing == []
    assert len(exempt) <= 10


@pytest.mark.parametrize("part", range(PARTS))
def test_two_worlds_that_differ_in_what_a_reader_may_not_see_are_one_to_them(part: int) -> None:
    stage, look = set_up(), EVERYWHERE
    if ROUTES:
        look = Look(tuple(name for name in sorted(routes.load()) if name.startswith(ROUTES)), only=True)
    seed, accesses, effective, pairs = part * 1_000_000, 0, 0, 0
    while accesses < ACCESSES / PARTS:
        outcome = compare(seed, stage, look=look)
        assert not outcome.leak, outcome.leak
        seed, accesses, pairs = seed + 1, accesses + outcome.accesses, pairs + outcome.pairs
        effective += outcome.effective
    print(f"{accesses} accesses, {effective} of {pairs} pairs effective")  # noqa: T201 - the figure is the result
    # A share of a handful says nothing: it is held from thirty pairs on, as the long run has.
    assert pairs < 30 or effective / pairs >= 0.8
