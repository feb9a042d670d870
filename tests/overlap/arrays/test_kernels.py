"""The compiled loops turn down no pair that the oracle keeps, compiled and as plain Python alike."""

import gc
from collections.abc import Iterator
from importlib import import_module
from itertools import combinations
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numba
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from egnatia import overlap
from egnatia.language import UNLISTED
from egnatia.overlap import (
    DEFAULT_MIN_SCORE,
    SHIPPED,
    ActivityFacts,
    MatchResult,
    Prepared,
    Text,
    across,
    prepare,
    score,
)
from egnatia.overlap.agreement import ENOUGH, one_work
from egnatia.overlap.amounts import PER_EURO
from egnatia.overlap.arrays import Index, index
from egnatia.overlap.arrays.columns import TableBuilder
from egnatia.overlap.arrays.compilation import places
from egnatia.overlap.arrays.sketches import EVERY
from egnatia.overlap.arrays.tables import CONCEPTS, ActivityTable, Sketches, limits_of
from egnatia.overlap.descriptions import LITTLE, MORE, MUCH, SOME
from egnatia.overlap.difference import under_other_titles
from egnatia.start.demo import fixtures
from egnatia.start.demo.facts import facts_of
from tests.examples import examples
from tests.overlap import test_descriptions as at_length
from tests.overlap.generated import activities, collections
from tests.overlap.make import activity, meet, names
from tests.overlap.test_agreement import LABS, PART, POLICE, funder, register
from tests.overlap.test_descriptions import counted
from tests.overlap.test_difference import CHOIRS, TRAINED, WELLS, grant, report, said

pytestmark = pytest.mark.usefixtures("however_few")

MANY = settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))


def oracle(found: list[ActivityFacts], min_score: float) -> Iterator[tuple[int, int, MatchResult]]:
    prepared = [prepare(activity) for activity in found]
    for i, j in combinations(range(len(found)), 2):
        match = score(prepared[i], prepared[j])
        if meet(prepared[i], prepared[j]) and match and match.strength >= min_score:
            yield i, j, match


@MANY
@given(collections, st.sampled_from([0.0, 25.0, DEFAULT_MIN_SCORE, 60.0]))
def test_plain_loops_turn_down_nothing_that_the_oracle_keeps(
    plain: ModuleType, found: list[ActivityFacts], min_score: float
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "kernels", lambda: plain)

        assert list(Index.build(found).pairs(min_score)) == list(oracle(found, min_score))


@MANY
@given(collections, st.sampled_from([0.0, 25.0, DEFAULT_MIN_SCORE, 60.0]))
def test_compiled_loops_turn_down_nothing_that_the_oracle_keeps(found: list[ActivityFacts], min_score: float) -> None:
    assert hasattr(index.kernels().pairs, "py_func"), "the loops are compiled"

    assert list(Index.build(found).pairs(min_score)) == list(oracle(found, min_score))


@MANY
@given(collections, activities(), st.sampled_from([0.0, DEFAULT_MIN_SCORE]))
def test_whatever_is_checked_gets_the_matches_of_the_oracle(
    found: list[ActivityFacts], asked: ActivityFacts, min_score: float
) -> None:
    prepared = prepare(asked)
    near = [(i, prepare(each)) for i, each in enumerate(found) if meet(prepare(each), prepared)]
    matches = [(i, score(prepared, each)) for i, each in near]

    checked = Index.build(found).check(asked, min_score)

    assert sorted(checked, key=lambda pair: pair[0]) == [(i, m) for i, m in matches if m and m.strength >= min_score]


@MANY
@given(collections, activities(), st.sampled_from([0.0, DEFAULT_MIN_SCORE]))
def test_few_are_compared_in_plain_python_with_the_same_matches(
    found: list[ActivityFacts], asked: ActivityFacts, min_score: float
) -> None:
    checked, every = Index.build(found).check(asked, min_score), list(Index.build(found).pairs(min_score))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index, "FEW", len(found))

        assert Index.build(found).check(asked, min_score) == checked
        assert list(Index.build(found).pairs(min_score)) == every


@pytest.mark.parametrize("min_score", [0.0, DEFAULT_MIN_SCORE])
def test_plain_loops_turn_down_nothing_of_the_demo(
    plain: ModuleType, min_score: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo = [facts_of(each) for each in fixtures.activities()]
    monkeypatch.setattr(index, "kernels", lambda: plain)

    plainly = Index.build(demo)
    found, checked = list(plainly.pairs(min_score)), plainly.check(demo[0], min_score)

    monkeypatch.setattr(index, "FEW", len(demo))
    assert found == list(Index.build(demo).pairs(min_score))
    assert checked == Index.build(demo).check(demo[0], min_score)


def of_two_funders(one: dict[str, Any], other: dict[str, Any], shared: dict[str, Any]) -> list[ActivityFacts]:
    both: dict[str, Any] = {"start": "2025", "end": "2027", **shared}
    return [activity("a", money="Nordlys", **(both | one)), activity("b", money="Lumina", **(both | other))]


SECTOR = frozenset({"DAC:15210"})
SAME_AT_LENGTH = said("Songs by the sea", at_length.WELLS)
ONE_SORT: dict[str, Any] = {"sectors": SECTOR, "types": frozenset({"training"}), "receivers": names("Choir")}
ONE_CONTRACT: dict[str, Any] = {"start": "2025", "end": "2027", "amount": 3e5, "currency": "EUR"}
ONE_CATEGORY = tuple({"sectors": frozenset({code})} for code in ("DAC:15210", "DAC:15220"))


@pytest.mark.parametrize(
    ("found", "kind"),
    [
        ([grant(receivers=names("Water Board")), report(receivers=names("Water Board"))], "chain"),
        (
            of_two_funders(
                said("Songs by the sea", f"{CHOIRS} Bands march through prisons.") | ONE_CATEGORY[0],
                said("Drinking water", f"{WELLS} Latrines of prisons are rebuilt.") | ONE_CATEGORY[1],
                {"receivers": names("Border Service")},
            ),
            "overlap",
        ),
        (
            of_two_funders(
                said("Brass bands", f"{WELLS} {TRAINED}"),
                said("Songs by the sea", f"{WELLS} {TRAINED}") | {"end": "2028-06-30"},
                {},
            ),
            "overlap",
        ),
        ([at_length.grant(sectors=SECTOR), at_length.report(sectors=SECTOR)], "chain"),
        ([at_length.grant(), at_length.report(**said("Drinking water", at_length.WELLS))], "chain"),
        (of_two_funders(at_length.FIRST, at_length.FIRST, at_length.AT_THE_BORDER), "overlap"),
        (of_two_funders(at_length.FIRST, SAME_AT_LENGTH, at_length.EXACT | at_length.ARMS_HUB), "overlap"),
        (
            of_two_funders(at_length.FIRST, SAME_AT_LENGTH, at_length.EXACT | {"amount": 9e4, "currency": "EUR"}),
            "overlap",
        ),
        (
            of_two_funders(
                said("Choirs by the sea", at_length.CHOIRS), said("Horovi pored mora", at_length.HOROVI, "sr"), ONE_SORT
            ),
            "overlap",
        ),
        (
            [
                activity(ref, money="Nordlys", **said(title, f"{WELLS} {TRAINED}"), **ONE_CONTRACT)
                for ref, title in (("a", "Brass bands"), ("b", "Songs by the sea"))
            ],
            "same",
        ),
    ],
    ids=[
        "one receiving institution",
        "a telling concept beside it",
        "one description",
        "one sector at length",
        "one description at length",
        "one institution and description at length",
        "one partner at length",
        "one sum at length",
        "one meaning at length",
        "one contract",
    ],
)
def test_plain_loops_let_through_what_speaks_of_one_work_under_other_texts(
    plain: ModuleType, found: list[ActivityFacts], kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "kernels", lambda: plain)

    pairs = list(Index.build(found).pairs(0.0))

    assert pairs == list(oracle(found, 0.0))
    assert [match.kind for _, _, match in pairs] == [kind]


def test_plain_loops_let_through_what_reaches_the_floor_wherever_that_is(
    plain: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "kernels", lambda: plain)
    found = of_two_funders(
        said("Brass bands", f"{WELLS} {TRAINED}"),
        said("Songs by the sea", f"{WELLS} {TRAINED}"),
        {"sectors": SECTOR, "types": frozenset({"training"})},
    )
    every = Index.build(found)

    reached = [len(list(every.pairs(floor))) for floor in range(0, 100, 2)]

    assert reached == [len(list(oracle(found, floor))) for floor in range(0, 100, 2)]
    assert set(reached) == {0, 1}


def test_plain_loops_turn_down_what_is_described_at_length_as_something_else(
    plain: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = of_two_funders(at_length.FIRST, at_length.SECOND, at_length.AT_THE_BORDER)
    monkeypatch.setattr(index, "kernels", lambda: plain)
    monkeypatch.setattr(index, "score", lambda *_: pytest.fail("scored"))

    assert set(prepare(found[0]).receivers) & set(prepare(found[1]).receivers)
    assert list(Index.build(found).pairs(0.0)) == []


def test_more_pairs_than_there_is_room_for_are_kept(plain: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    years = {"start": "2024", "end": "2025"}
    many = [activity(f"r{n}", "Freetown water supply", money=f"Funder {n}", **years) for n in range(9)]
    monkeypatch.setattr(index, "kernels", lambda: plain)
    monkeypatch.setattr(plain, "ROOM", 2)

    every = Index.build(many)

    assert list(every.pairs(0.0)) == list(oracle(many, 0.0))
    assert {i for i, _ in every.check(many[0])} == set(range(1, len(many)))


def test_while_pairs_are_scored_python_looks_for_circles_among_new_objects_only(
    plain: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether whoever asked has enough of them after the first one, or not."""
    monkeypatch.setattr(index, "kernels", lambda: plain)
    every = Index.build(
        [activity(name, "Freetown water supply", money=f"Funder {name}", start="2024") for name in "abc"]
    )

    pairs = every.pairs(0.0)
    next(pairs)
    assert gc.get_freeze_count() > 0

    pairs.close()  # type: ignore[attr-defined] # an iterator that can be left
    assert gc.get_freeze_count() == 0
    assert len(list(every.pairs(0.0))) == 3
    assert gc.get_freeze_count() == 0


def test_whoever_has_no_home_keeps_compiled_loops_beside_their_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/of/the/user")
    assert [place.parent for place in places()][1:] == [Path("/of/the/user/.cache/egnatia")]

    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", unknown)
    assert [place.parent.name for place in places()] == ["__pycache__"]

    monkeypatch.setenv("XDG_CACHE_HOME", "/of/all")
    assert [place.parent for place in places()][1:] == [Path("/of/all/egnatia")]


def test_loops_are_compiled_without_a_place_to_keep_them(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = import_module("egnatia.overlap.arrays.compilation")
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    monkeypatch.setattr(compiled, "writable", lambda _: None)

    assert not compiled.kept()


def test_whoever_names_a_place_for_compiled_loops_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = import_module("egnatia.overlap.arrays.compilation")
    monkeypatch.setattr(numba.config, "CACHE_DIR", "/somewhere")

    assert compiled.kept()
    assert compiled.config.CACHE_DIR == "/somewhere"


def test_titles_of_other_years_are_turned_down_early(plain: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "kernels", lambda: plain)
    rounds = [
        ActivityFacts(f"r{year}", titles=(overlap.Text(f"Freetown water {year}"),), economies=frozenset({"ALB"}))
        for year in (2023, 2024)
    ]

    assert list(Index.build(rounds).pairs(0.0)) == list(oracle(rounds, 0.0)) == []


def test_what_ends_before_the_other_begins_is_turned_down_whoever_pays_it(
    plain: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "kernels", lambda: plain)
    apart_in_time = [grant(), report(start="2041", end="2042")]

    assert meet(*map(prepare, apart_in_time)), "under a key of roles"
    assert list(Index.build(apart_in_time).pairs(0.0)) == list(oracle(apart_in_time, 0.0)) == []


def test_what_has_no_title_is_judged_by_all_else(plain: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "kernels", lambda: plain)
    here: dict[str, Any] = {"places": frozenset({"Prizren"}), "sectors": frozenset({"DAC:15210"}), "start": "2025"}
    untitled = [activity(money, money=money, **here) for money in ("Nordlys", "Lumina")]

    assert meet(*map(prepare, untitled))
    assert list(Index.build(untitled).pairs(0.0)) == list(oracle(untitled, 0.0))


def test_one_of_several_titles_is_enough(plain: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "kernels", lambda: plain)
    bridge = "Crossing of mountain torrents for hamlets above the gorge"
    found = [
        activity(ref, titles=(overlap.Text("Bridge"), overlap.Text(title)), start="2025", end="2027", money="Nordlys")
        for ref, title in (("a", bridge), ("b", bridge.replace("torrents", "torents")))
    ]

    pairs = list(Index.build(found).pairs(0.0))

    assert pairs == list(oracle(found, 0.0))
    assert [match.kind for _, _, match in pairs] == ["same"]


@pytest.mark.parametrize("wanted", range(-1, 9))
def test_a_key_is_found_where_it_stands_in_the_order(plain: ModuleType, wanted: int) -> None:
    for row in ([], [3], [0, 0, 0, 2, 2, 5, 5, 5, 5, 5, 7]):
        hashes = np.array(row, dtype=np.int64)
        begin = plain.first_of(hashes, wanted)

        assert begin == np.searchsorted(hashes, wanted, "left")
        assert plain.end_of(hashes, wanted, begin) == np.searchsorted(hashes, wanted, "right")


def unlisted(first: int, number: int) -> dict[str, int]:
    """Words that no table lists, as they weigh there."""
    return {f"word{chr(ord('a') + at // 26)}{chr(ord('a') + at % 26)}": UNLISTED for at in range(first, first + number)}


def in_arrays(plain: ModuleType, *activities: ActivityFacts) -> ActivityTable:
    return in_table(plain, *map(prepare, activities))


def in_table(plain: ModuleType, *prepared: Prepared) -> ActivityTable:
    columns = TableBuilder(plain.spell)
    columns.add(prepared)
    return columns.table()


def beside(rule: FunctionType, name: str) -> FunctionType:
    """What a plain rule calls: a copy that is not compiled either."""
    found: FunctionType = rule.__globals__[name]
    return found


def test_texts_without_a_title_are_alike_in_nothing_that_is_read(plain: ModuleType) -> None:
    described = ActivityFacts("a", descriptions=(overlap.Text("Freetown water supply"),))
    table = in_arrays(plain, described, described)

    alike = beside(plain.may_match, "alike")

    assert alike(table, 0, table, 1, limits_of(SHIPPED, 0.0)) == 0.0


@pytest.mark.parametrize(("in_titles", "in_descriptions"), [(7, 9), (8, 9), (8, 8), (11, 8), (12, 8), (19, 25), (0, 0)])
@pytest.mark.parametrize("length", [19, 25])
def test_plain_loops_say_of_titles_beside_descriptions_what_the_oracle_says(
    plain: ModuleType, in_titles: int, in_descriptions: int, length: int
) -> None:
    one = counted("a", unlisted(50, 20), unlisted(25 - length, length))
    other = counted("b", unlisted(70 - in_titles, 20), unlisted(25 - in_descriptions, length))
    table = in_table(plain, one, other)

    found = beside(plain.may_match, "of_another_work").__globals__["under_other_titles"]

    assert found(table, 0, table, 1, limits_of(SHIPPED, 0.0)) == under_other_titles(one, other, SHIPPED)


@pytest.mark.parametrize(
    "facts",
    [
        {"descriptions": (Text(at_length.WELLS, "en"),)},
        {"descriptions": (Text(LABS, "en"),)},
        {"descriptions": (Text("Boreholes are drilled above the gorge.", "en"),)},
        {"descriptions": (Text(at_length.HOROVI, "sr"),)},
        {"title": "Choir festival", "amount": 240_500.0},
    ],
    ids=range(5),
)
def test_plain_loops_say_of_one_work_what_the_oracle_says(plain: ModuleType, facts: dict[str, Any]) -> None:
    told = {"implementers": names("Arms Hub"), "descriptions": (Text(at_length.WELLS, "en"),)}
    one, other = prepare(funder(**told)), prepare(register(**(PART | POLICE | facts)))
    table = in_table(plain, one, other)

    found = beside(plain.may_match, "one_work")

    assert found(table, 0, table, 1, ENOUGH, limits_of(SHIPPED, 0.0)) is one_work(one, other, SHIPPED)


def in_sketches(plain: ModuleType, *activities: ActivityFacts) -> Sketches:
    """In the order of the activities."""
    found: Sketches = plain.sketched(
        in_arrays(plain, *activities), np.arange(len(activities), dtype=np.int64), limits_of(SHIPPED, 0.0)
    )
    return found


@pytest.mark.parametrize(
    ("facts", "least"),
    [
        ({"description": "Wells"}, 0.0),
        ({"implementers": names("Arms Hub")}, LITTLE),
        ({"end": "2026-12-31"}, SOME),
        ({}, MUCH),
        ({"lang": "sr", "description": at_length.HOROVI}, MORE),
    ],
    ids=range(5),
)
def test_how_much_descriptions_must_have_in_common_is_told_by_facts(
    plain: ModuleType, facts: dict[str, Any], least: float
) -> None:
    """Whatever bits things are folded into, which differ from process to process."""
    told: dict[str, Any] = {"lang": "en", "description": at_length.WELLS, "end": "2028-06-30"} | facts
    described = (Text(told.pop("description"), told.pop("lang")),)
    one = ActivityFacts(
        "a",
        descriptions=(Text(at_length.WELLS, "en"),),
        implementers=names("Arms Hub"),
        end="2026-12-31",
        amount=9e4,
        currency="EUR",
    )
    other = ActivityFacts("b", descriptions=described, amount=3e4, currency="EUR", **told)

    found = beside(beside(plain.near, "may_reach"), "needed_at_length")

    assert found(in_sketches(plain, one, other), 0, 1, limits_of(SHIPPED, 0.0)) == least


@pytest.mark.parametrize(
    ("mine", "theirs", "alike"),
    [(EVERY, 0b01, 1.0), (0b01, EVERY, 1.0), (0b01, 0b11, 0.0), (0b11, 0b01, 0.0), (0b11, 0b11, 1.0)],
)
def test_where_two_concepts_fall_on_one_bit_they_may_be_alike_in_every_one(
    plain: ModuleType, mine: int, theirs: int, alike: float
) -> None:
    sketches = in_sketches(plain, ActivityFacts("a"), ActivityFacts("b"))
    sketches.facts[:, CONCEPTS] = mine, theirs

    found = beside(beside(plain.near, "may_reach"), "in_concepts")

    assert found(sketches, 0, 1, limits_of(SHIPPED, 0.0)) == alike


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("EUR", 1_000.0), ("EUR", 1_000.0), 1.0),
        (("EUR", 1_000.0), ("USD", 1_000.0 * PER_EURO["USD"]), 1.0),
        (("EUR", 1_000.0), ("QQQ", 1_000.0), 1.0),  # of a currency that is not known only the band is compared
        (("", 1_000.0), ("EUR", 1_000.0), 1.0),
        (("EUR", None), ("EUR", 1_000.0), 0.0),
    ],
)
def test_sizes_are_compared_in_one_currency(
    plain: ModuleType, one: tuple[str, float | None], other: tuple[str, float | None], alike: float
) -> None:
    stated = [ActivityFacts("a", currency=currency, amount=amount) for currency, amount in (one, other)]
    table = in_arrays(plain, *stated)

    sizes = beside(plain.may_match, "sizes")

    assert sizes(table, 0, table, 1) == pytest.approx(alike)


def test_plain_loops_let_through_one_sum_and_start_in_two_languages(
    plain: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "kernels", lambda: plain)
    sum_of_money: dict[str, Any] = {"start": "2025-01-01", "end": "2026-12-31", "amount": 3e5, "currency": "EUR"}
    english = activity("a", "Digital cadastral maps and training of land surveyors", money="Lumina", **sum_of_money)
    kadastri = "Harta kadastrale dixhitale dhe trajnim për tokën"
    albanian = activity("b", kadastri, "sq", money="Nordlys", **sum_of_money)

    found = list(Index.build([english, albanian]).pairs(0.0))

    assert found == list(oracle([english, albanian], 0.0))
    assert [match.kind for _, _, match in found] == ["same"]


def test_plain_loops_look_at_strangers_alone_under_keys_for_strangers(
    plain: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "kernels", lambda: plain)
    years: dict[str, Any] = {"start": "2025-01-01", "end": "2026-12-31"}
    here = activity("here", "Cadastre", money="Nordlys", **years)
    abroad = activity("abroad", "Harta kadastrale dixhitale dhe trajnim për tokën", "sq", money="Nordlys", **years)
    asked = activity("a", "Digital cadastral maps and training of land surveyors", money="Lumina", **years)

    assert across(prepare(asked)) & across(prepare(here))
    assert [i for i, _ in Index.build([here, abroad]).check(asked)] == [1]
