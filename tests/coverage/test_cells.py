"""What state a cell is in, and why."""

from datetime import date
from typing import Any

import pytest

from egnatia.coverage import EMPTY, Aim, EconomyShare, Tally, Work, cell, cell_of, matrix, roll_up
from tests.coverage.make import HERE, TODAY, here, measure, need, regional, work

TRAINING = frozenset({"training"})
PAST, SOON, LATER = date(2025, 1, 1), date(2027, 3, 1), date(2029, 1, 1)


def test_without_a_need_nothing_is_judged_but_work_is_counted() -> None:
    found = here(work(by="Nordlys"), regional(), needs=())

    assert (found.state, found.reasons, found.priority) == ("none", (), "")
    assert (found.dedicated, found.regional, found.works) == (1, 1, 2)
    assert here(needs=()) == EMPTY == cell_of(Tally(), (), at=HERE)


def test_a_need_without_work_is_open() -> None:
    assert (here().state, here().needs) == ("open", 1)


def test_ended_work_turns_no_cell_and_is_told_apart() -> None:
    found = here(work(by="Nordlys Alpine", end=PAST), measure(status="closed"))

    assert (found.state, found.works, found.ended) == ("open", 0, 2)


def test_two_partners_with_work_that_goes_on_are_activities_reported() -> None:
    assert here(work("a", by="Nordlys"), work("b", by="Alpine")).state == "reported"
    assert here(work(by="Nordlys Alpine")).state == "reported"


def test_an_own_measure_alone_is_activities_reported() -> None:
    assert here(measure()).state == "reported"
    assert here(measure(), work(by="Nordlys", types=TRAINING, end=SOON)).state == "reported"


@pytest.mark.parametrize(
    ("works", "reasons"),
    [
        ([work(by="Nordlys")], ["single-partner"]),
        ([work("a", by="Nordlys"), work("b", by="Nordlys")], ["single-partner"]),
        ([work("a"), work("b")], ["single-partner"]),  # nobody knows of two
        ([work(by="Nordlys Alpine", types=TRAINING)], ["only-training"]),
        ([work(by="Nordlys Alpine", types=TRAINING | {"equipment"})], []),
        ([work(by="Nordlys Alpine", end=SOON)], ["ends-soon"]),
        ([work("a", by="Nordlys", end=SOON), work("b", by="Alpine", end=LATER)], []),
        ([work(by="Nordlys", types=TRAINING, end=SOON)], ["single-partner", "only-training", "ends-soon"]),
        ([work(by="Nordlys Alpine", status="pipeline")], ["planned-only"]),
        ([measure(status="planned")], ["planned-only"]),
        ([work("a", by="Nordlys", status="pipeline"), work("b", by="Alpine")], ["single-partner"]),
        ([work("a", by="Nordlys", status="pipeline"), measure()], []),
        ([regional(by="Nordlys Alpine")], ["only-regional"]),
        ([regional("a", by="Nordlys"), regional("b", by="Alpine")], ["only-regional"]),
        ([regional(by="Nordlys Alpine", status="pipeline")], ["planned-only", "only-regional"]),
        ([regional("a", by="Nordlys Alpine"), regional("b", status="pipeline")], ["only-regional"]),
        ([regional(by="Circle"), work(by="A B", status="pipeline")], ["planned-only", "only-regional"]),
        ([regional(by="Circle", status="pipeline"), work(by="A B", status="pipeline")], ["planned-only"]),
        ([regional(by="Circle"), work(by="Nordlys")], ["single-partner"]),  # regional support closes nothing
    ],
)
def test_a_cell_says_why_it_is_only_partly_answered(works: list[Work], reasons: list[str]) -> None:
    found = here(*works)

    assert list(found.reasons) == reasons
    assert found.state == ("partly" if reasons else "reported")


def test_dedicated_regional_and_own_are_counted_apart() -> None:
    found = here(work("a"), work("b", status="planned"), regional("r"), regional("s"), regional("t"), measure())

    assert (found.dedicated, found.regional, found.own, found.planned, found.works) == (2, 3, 1, 1, 6)


def test_estimates_and_guessed_shares_are_told() -> None:
    estimated = Work(
        "e", objectives=(Aim("2.3.2", None, True),), economies=(EconomyShare("MNE", 40), EconomyShare("ALB", 60))
    )

    found = here(work("a"), estimated, regional(end=PAST), work("b", where="ALB MNE"))

    assert (found.works, found.estimated, found.undeclared) == (3, 1, 1)


def test_the_highest_priority_of_the_confirmed_needs_is_shown() -> None:
    low, medium = need("low"), need("medium", objective="2.3.2.4")
    draft, elsewhere = need("high", confirmed=False), need("high", economy="ALB")

    found = here(needs=(low, medium, draft, elsewhere))

    assert (found.priority, found.needs) == ("medium", 2)


def test_the_matrix_has_a_cell_for_each_need_and_each_slice() -> None:
    found = matrix([need(), need(objective="2.3.1"), need(confirmed=False, economy="SVN")], [regional()], TODAY)

    assert {key: each.state for key, each in found.items()} == {
        ("2.3.1", "MNE"): "open",
        ("2.3.2", "ALB"): "none",
        ("2.3.2", "MKD"): "none",
        ("2.3.2", "MNE"): "partly",
        ("2.3.2", "SRB"): "none",
        ("2.3.2", "XKX"): "none",
    }


def test_a_cell_elsewhere_is_not_touched() -> None:
    assert cell([need()], [work(by="A B")], TODAY, at=("2.3.1", "MNE")) == EMPTY


def rolled(level: int, *works: Work, needs: Any) -> Any:  # noqa: ANN401 - read field by field
    return roll_up(matrix(needs, works, TODAY), level)["2.3"[: 2 * level - 1], "MNE"]


def test_a_priority_says_how_many_of_its_needs_are_open() -> None:
    needs = [need("low", objective="2.3.1"), need("high"), need("medium", objective="2.3.3")]

    found = rolled(2, work("a", to="2.3.1", by="A B"), work("b", to="2.3.3", by="A"), needs=needs)

    assert (found.open, found.partly, found.reported, found.needed) == (1, 1, 1, 3)
    assert (found.state, found.reasons) == ("partly", ("single-partner",))
    assert (found.priority, found.open_priority) == ("high", "high")
    assert (found.dedicated, found.works) == (2, 2)


def test_a_heading_is_open_where_all_its_needs_are() -> None:
    assert rolled(1, needs=[need(), need("high", objective="2.1.1")]).state == "open"
    assert rolled(1, measure(), needs=[need()]).state == "reported"
    assert rolled(1, measure(), needs=[]).state == "none"


def test_a_priority_with_open_and_answered_needs_is_partly_answered() -> None:
    found = rolled(2, measure(), needs=[need("high"), need("low", objective="2.3.1")])

    assert (found.state, found.open, found.reported) == ("partly", 1, 1)
    assert (found.priority, found.open_priority) == ("high", "low")


def test_without_a_count_at_their_level_cells_are_added_up() -> None:
    both = work(to="2.3.1 2.3.2", by="A B")

    assert rolled(2, both, needs=[need()]).dedicated == 2
