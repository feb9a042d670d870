"""The collection in one process."""

import gc
import os
import runpy
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from egnatia.language.disk_cache import writable
from egnatia.overlap import ActivityFacts, Prepared, __main__, keys, prepare
from egnatia.overlap.arrays import Index, index
from egnatia.overlap.arrays.compilation import places
from tests.overlap.make import activity, names


def crowd(count: int) -> Iterator[ActivityFacts]:
    """Many of one sort: a posting that is worked through in arrays."""
    for number in range(count):
        source = "register" if number % 2 else f"sheet {number}"
        year = 2010 + number % 3 * 5
        yield activity(
            f"r{number}",
            "Freetown water supply",
            money=f"Funder {number % 5}",
            source=source,
            start=f"{year}-01-01",
            end=f"{year + 1}-12-31",
        )


def test_long_postings_give_the_same_pairs_as_short_ones() -> None:
    everything = list(crowd(40))
    index = Index.build(everything)

    found = {(i, j) for i, j, _ in index.pairs(0.0)}

    by_checking = {(i, j) for j in range(40) for i, _ in index.check(everything[j]) if i < j}
    assert found == by_checking
    assert found


def test_long_postings_of_names_and_roles_are_worked_through_too() -> None:
    named = [
        activity(f"r{n}", f"Title {n}", money=f"Funder {n}", identifiers=(f"own-{n}", "shared-1"), source="one")
        for n in range(14)
    ]
    upper = activity(
        "upper", "Upper", money="Union", reporters=names("Union"), implementers=names("Hub"), start="2024", end="2026"
    )
    lower = [
        activity(f"c{n}", f"Part {n}", money="Union", reporters=names("Hub"), start="2024", end="2026", source="hub")
        for n in range(14)
    ]

    assert sum(m.kind == "same" for _, _, m in Index.build(named).pairs(0.0)) == 14 * 13 / 2
    assert sum(m.kind == "chain" for _, _, m in Index.build([upper, *lower]).pairs(0.0)) == 14


def test_activities_can_be_added_and_keep_their_positions() -> None:
    index = Index.build([activity("a", "Freetown water supply", money="Lumina")])
    index.add([activity("b", "Freetown water supply", money="Nordlys")])

    assert len(index) == 2
    assert [(i, j) for i, j, _ in index.pairs(0.0)] == [(0, 1)]


def test_an_empty_index_has_no_pairs() -> None:
    assert list(Index().pairs()) == []
    assert Index().check(activity("a", "Anything")) == []


def test_half_a_character_is_kept_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "FEW", 0)
    stored = activity("a", "Freetown water supply \ud83d", money="Lumina")

    assert Index.build([stored]).check(activity("b", "Freetown water supply", money="Nordlys"))


def test_a_checked_activity_is_neither_stored_nor_compared_with_itself() -> None:
    stored = activity("a", "Freetown water supply", money="Lumina")
    index = Index.build([stored])

    assert index.check(stored) == []
    assert len(index) == 1


def test_a_regional_activity_is_found_from_each_of_its_economies() -> None:
    regional = activity("a", "Freetown water supply", where="ALB BIH MNE", money="Lumina")

    for economy in ("ALB", "BIH", "MNE"):
        assert Index.build([regional]).check(
            activity("b", "Supply of water in Freetown", where=economy, money="Nordlys")
        )


def test_a_region_is_a_key_only_where_no_economy_is_stated() -> None:
    region = prepare(activity("a", "Freetown water", economies=frozenset({"western balkans"})))
    both = prepare(activity("a", "Freetown water", economies=frozenset({"western balkans", "ALB"})))

    assert any(key.startswith("western balkans|") for key in keys(region))
    assert not any(key.startswith("western balkans|") for key in keys(both))


def test_one_thread_finds_what_two_find(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = list(crowd(40))
    monkeypatch.setattr(index, "FEW", 1)
    two = list(Index.build(everything).pairs(0.0))

    monkeypatch.setattr(index, "THREADS", 1)

    assert list(Index.build(everything).pairs(0.0)) == two


def test_few_that_meet_often_are_compared_in_arrays_and_checked_in_plain_python_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everything = list(crowd(40))
    few = Index.build(everything)
    assert few.meetings() >= 40 * 39 // 2
    plainly, checked = list(few.pairs(0.0)), few.check(everything[7])

    monkeypatch.setattr(index, "MOST_MET", 0)
    assert list(few.pairs(0.0)) == plainly

    monkeypatch.setattr(index, "kernels", None)  # no compiled loop is asked
    assert few.check(everything[7]) == checked


def test_what_is_added_little_by_little_is_found_like_what_came_at_once() -> None:
    everything = list(crowd(40))
    at_once, later = Index.build(everything), Index()

    for activity_of_crowd in everything:
        later.add([activity_of_crowd])
        assert not later.check(activity("x", "Nothing like it"))

    assert later.check(everything[7]) == at_once.check(everything[7])
    assert list(later.pairs(0.0)) == list(at_once.pairs(0.0))


@pytest.mark.parametrize(("at_hand", "again"), [(4096, 0), (2, 2)])
def test_the_last_prepared_activities_are_at_hand(at_hand: int, again: int, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def watched(activity: ActivityFacts, *further: Any) -> Prepared:  # noqa: ANN401 - whatever `prepare` takes
        made.append(activity.ref)
        return prepare(activity, *further)

    everything = list(crowd(40))
    monkeypatch.setattr(index, "FEW", 1)
    monkeypatch.setattr(index, "LAST", at_hand)
    found = Index.build(everything)
    checked = found.check(everything[7])
    monkeypatch.setattr(index, "prepare", watched)

    assert found.check(everything[7]) == checked
    assert len(set(made) - {"r7"}) >= again
    assert again or made == ["r7"]


@pytest.mark.parametrize("source", ["register", "another", ""])
def test_records_of_one_source_and_money_are_told_apart_for_whoever_is_checked_too(
    source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = list(crowd(40))
    asked = activity("x", "Freetown water supply", money="Funder 1", source=source, start="2010-01-01")
    few = Index.build(everything).check(asked)
    monkeypatch.setattr(index, "FEW", 1)

    many = Index.build(everything).check(asked)

    assert many == few
    assert many
    assert (source, asked.funders) not in [(everything[i].source, everything[i].funders) for i, _ in many]


def test_pythons_search_for_circles_goes_on_as_it_was_after_adding() -> None:
    gc.disable()
    try:
        Index.build(list(crowd(3)))
        assert not gc.isenabled()
    finally:
        gc.enable()

    Index.build(list(crowd(3)))
    assert gc.isenabled()


def test_more_than_a_batch_can_be_added(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = list(crowd(40))
    at_once = list(Index.build(everything).pairs(0.0))

    monkeypatch.setattr(index, "BATCH", 8)
    monkeypatch.setattr(index, "FEW", 8)

    assert list(Index.build(everything).pairs(0.0)) == at_once


@pytest.mark.slow
def test_the_loops_can_be_compiled_before_anybody_waits_for_them() -> None:
    told = {name: value for name, value in os.environ.items() if name != "NUMBA_CACHE_DIR"}
    # Counting lines makes the compiler slower (11 loops became 7 in the same 18 s), and none of its lines is ours.
    elsewhere = {name: value for name, value in told.items() if not name.startswith("COVERAGE_")}

    subprocess.run([sys.executable, "-m", "egnatia.overlap"], check=True, env=elsewhere)

    folder = writable(places())
    assert folder
    kept = {path.name.partition(".")[0] for path in folder.rglob("*.nbi")}
    assert kept == {"batch_kernels", "kernels", "key_parts", "keys", "postings", "sketches", "texts", "tokenizer"}


def test_a_collection_is_compared_in_each_of_the_ways_that_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, __main__.__name__)  # as a process of its own begins

    runpy.run_module("egnatia.overlap", run_name="__main__")


def test_whoever_compares_no_collection_loads_no_compiler() -> None:
    """A process that serves pages checks proposals, and has neither the room nor the second for it."""
    program = "import egnatia.overlap.arrays, egnatia.overlap.rows, sys; sys.exit('numba' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
