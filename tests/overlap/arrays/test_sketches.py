"""What the compiled loops turn down by facts before a pair is scored: only what the oracle turns down by them too."""

from collections.abc import Sequence
from itertools import permutations
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import pytest

from egnatia.overlap import SHIPPED, ActivityFacts, Text, prepare
from egnatia.overlap.agreement import of_amounts, other_hands
from egnatia.overlap.arrays import Index, index
from egnatia.overlap.arrays.sketches import DESCRIPTION, END, MARKED, MARKS, MEANT_END, WORTHS
from egnatia.overlap.arrays.tables import HANDS, RECEIVERS, limits_of
from egnatia.overlap.descriptions import LITTLE, MORE, MUCH
from egnatia.overlap.difference import another_round
from tests.overlap.arrays.test_kernels import beside, in_arrays, in_sketches
from tests.overlap.make import activity, match, meet, names
from tests.overlap.test_descriptions import WELLS

pytestmark = pytest.mark.usefixtures("however_few")

LIMITS = limits_of(SHIPPED, 0.0)
YEARS: dict[str, Any] = {"start": "2025-01-01", "end": "2026-12-31"}
HUB, BOARD = names("Arms Hub"), names("Water Board")


def agreeing(plain: ModuleType, name: str) -> FunctionType:
    return beside(beside(plain.may_match, "one_work"), name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"implementers": HUB}, {"implementers": BOARD}),
        ({"implementers": HUB}, {"implementers": HUB + BOARD}),
        ({"implementers": HUB}, {}),
        ({"implementers": HUB}, {"receivers": BOARD}),
        ({"implementers": HUB}, {"receivers": HUB}),
        ({"implementers": HUB, "receivers": BOARD}, {"implementers": BOARD}),
        ({"implementers": HUB, "receivers": HUB}, {"implementers": BOARD}),
        ({"implementers": HUB, "receivers": HUB}, {"implementers": BOARD, "receivers": HUB}),
    ],
    ids=range(8),
)
def test_others_carry_it_out_where_the_oracle_says_so_and_nobody_has_two_roles(
    plain: ModuleType, one: dict[str, Any], other: dict[str, Any]
) -> None:
    for both in permutations((ActivityFacts("a", **one), ActivityFacts("b", **other))):
        two_roles = any(set(each.implementers + each.receivers) - set(each.receivers) == set() for each in both)
        common = set(both[0].implementers + both[0].receivers) & set(both[1].implementers + both[1].receivers)

        found = agreeing(plain, "other_hands")(table := in_arrays(plain, *both), 0, table, 1)

        assert found is (other_hands(*map(prepare, both)) and not two_roles and not common)


@pytest.mark.parametrize(
    ("dates", "another"),
    [
        ({"start": "2025-01-20", "end": "2027-12-31"}, False),
        ({"start": "2025-03-01", "end": "2026-12-29"}, False),
        ({"start": "2025-03-01", "end": "2027-12-31"}, True),
        ({"start": "", "end": ""}, True),
    ],
)
def test_a_round_is_another_one_where_the_oracle_says_so(
    plain: ModuleType, dates: dict[str, Any], another: bool
) -> None:
    one, other = ActivityFacts("a", implementers=HUB, **YEARS), ActivityFacts("b", implementers=BOARD, **dates)
    table = in_arrays(plain, one, other)

    assert beside(plain.may_match, "another_round")(table, 0, table, 1) is another
    assert another_round(prepare(one), prepare(other)) is another


@pytest.mark.parametrize(
    ("one", "other", "points"),
    [
        ((240_500.0, "EUR"), (240_740.0, "EUR"), 3),
        ((240_500.0, "EUR"), (240_742.0, "EUR"), 2),
        ((240_000.0, "EUR"), (240_000.0, "EUR"), 2),
        ((240_000.0, "EUR"), (240_001.0, "EUR"), 3),
        ((240_500.0, "EUR"), (240_500.0, ""), 3),
        ((110_000.0, "USD"), (100_000.0, "EUR"), 1),
        ((100.0, "EUR"), (49.9, "EUR"), -2),
        ((100.0, "EUR"), (None, "EUR"), 0),
    ],
)
def test_plain_loops_give_amounts_the_points_of_the_oracle(
    plain: ModuleType, one: tuple[float | None, str], other: tuple[float | None, str], points: int
) -> None:
    stated = [ActivityFacts("a", amount=amount, currency=currency) for amount, currency in (one, other)]
    table = in_arrays(plain, *stated)

    assert agreeing(plain, "of_amounts")(table, 0, table, 1) == points
    assert of_amounts(*(prepare(each).amount for each in stated)) == points


def assert_never_scored(found: Sequence[ActivityFacts], plain: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether two that meet under a key, and match by no rule, are turned down before they are scored."""
    monkeypatch.setattr(index, "kernels", lambda: plain)
    monkeypatch.setattr(index, "score", lambda *_: pytest.fail("scored"))

    assert meet(*map(prepare, found))
    assert match(*found) is None
    assert list(Index.build(found).pairs(0.0)) == []


TITLE = {"title": "Crossing of mountain torrents for hamlets above the gorge", "money": "Nordlys"}
ONE_CONTRACT: dict[str, Any] = {"amount": 3e5, "currency": "EUR"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"places": frozenset({"Prizren"})}, {"places": frozenset({"Peja"})}),
        ({"implementers": HUB}, {"implementers": BOARD, "start": "2025-09-01", "end": "2027-12-31"}),
    ],
    ids=["other places", "another round"],
)
def test_one_title_of_one_money_is_not_scored_where_facts_say_that_it_is_another_work(
    plain: ModuleType, one: dict[str, Any], other: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [activity("a", **TITLE, **(YEARS | one)), activity("b", **TITLE, **(YEARS | other))]

    assert_never_scored(found, plain, monkeypatch)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"types": frozenset({"works"})}, {"types": frozenset({"training"})}),
        ({"receivers": HUB}, {"receivers": BOARD}),
        ({"title": "Wells, phase 2"}, {"title": "Songs of the coast, phase 3"}),
        ({"implementers": HUB}, {"implementers": BOARD}),
    ],
    ids=["other types of work", "other receivers", "another phase", "other hands"],
)
def test_one_contract_is_not_scored_where_facts_say_that_it_is_another_work(
    plain: ModuleType, one: dict[str, Any], other: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"descriptions": (Text(WELLS, "en"),), "money": "Nordlys", **YEARS, **ONE_CONTRACT}
    found = [
        activity(ref, **({"title": title} | told | facts))
        for ref, title, facts in (("a", "Drinking water", one), ("b", "Songs of the coast", other))
    ]

    assert_never_scored(found, plain, monkeypatch)


@pytest.mark.parametrize(
    ("hands", "receivers", "least"),
    [
        ((0b0001, 0b0100), (0, 0), MORE),
        ((0b0001, 0b0101), (0, 0), LITTLE),
        ((0b0001, 0b0100), (0b0001, 0), MUCH),  # whoever receives it is no other hand
        ((0b0001, 0b0100), (0, 0b0100), MUCH),
        ((0, 0b0100), (0, 0), MUCH),
    ],
)
def test_of_descriptions_more_is_asked_where_others_carry_it_out(
    plain: ModuleType, hands: tuple[int, int], receivers: tuple[int, int], least: float
) -> None:
    told: dict[str, Any] = {"descriptions": (Text(WELLS, "en"),)}
    stated = (
        ActivityFacts("a", **told, amount=9e4, currency="EUR", **YEARS),
        ActivityFacts("b", **told, amount=3e4, currency="EUR", start="2025-01-01", end="2029-12-31"),
    )
    sketches = in_sketches(plain, *stated)
    sketches.facts[:, HANDS], sketches.facts[:, RECEIVERS] = hands, receivers

    assert beside(beside(plain.near, "may_reach"), "needed_at_length")(sketches, 0, 1, LIMITS) == least


def test_what_is_worth_something_is_marked_with_no_less(plain: ModuleType) -> None:
    table = in_arrays(plain, ActivityFacts("a", titles=(Text("Digital cadastral maps", "en"),)))
    sketches = in_sketches(plain, ActivityFacts("a", titles=(Text("Digital cadastral maps", "en"),)))
    begin, end = sketches.texts[0, END], sketches.texts[0, MEANT_END]

    marked = sketches.words[begin:end].astype(np.int64)

    said = table.said.astype(np.int64)
    assert len(said) > 1
    assert (marked >> 4).tolist() == ((said >> 8) % MARKS).tolist()
    assert ((marked & 15) * WORTHS < said & 255).all()
    assert ((said & 255) <= ((marked & 15) + 1) * WORTHS).all()


def test_words_of_two_activities_lie_in_no_piece_of_memory_together(plain: ModuleType) -> None:
    sketches = in_sketches(plain, *(ActivityFacts(ref, descriptions=(Text(WELLS, "en"),)) for ref in "ab"))

    assert sketches.texts[1, DESCRIPTION] % MARKED == 0
    assert sketches.texts[0, MEANT_END] <= sketches.texts[1, DESCRIPTION]
