"""A work is cut into the cells that it is for."""

import pytest

from egnatia.coverage import Aim, EconomyShare, Slice, Work, cut, is_regional, level_of, slices
from tests.coverage.make import measure, regional, work


def shares(found: Work, level: int = 3) -> dict[tuple[str, str], float]:
    return {(each.objective, each.economy): round(each.share, 3) for each in slices(found, level)}


def test_a_work_with_one_objective_and_one_economy_is_one_whole_slice() -> None:
    assert slices(work("a")) == (Slice("a", "2.3.2", "MNE", 1.0, declared=True, regional=False, estimated=False),)


def test_shares_that_are_not_declared_are_equal_and_flagged() -> None:
    found = slices(work(to="2.3.1 2.3.2", where="ALB MNE"))

    assert [each.share for each in found] == [0.25] * 4
    assert not any(each.declared for each in found)


def test_declared_shares_are_kept_and_the_rest_is_parted_equally() -> None:
    found = Work(
        "a", objectives=(Aim("2.3.2"),), economies=(EconomyShare("ALB", 60), EconomyShare("MNE"), EconomyShare("SRB"))
    )

    assert shares(found) == {("2.3.2", "ALB"): 0.6, ("2.3.2", "MNE"): 0.2, ("2.3.2", "SRB"): 0.2}
    assert [each.declared for each in slices(found)] == [True, False, False]


def test_shares_above_a_hundred_are_scaled_down_and_less_stays_less() -> None:
    over = Work("a", objectives=(Aim("2.3.2"),), economies=(EconomyShare("ALB", 150), EconomyShare("MNE", 50)))
    under = Work("a", objectives=(Aim("2.3.2"),), economies=(EconomyShare("ALB", 30), EconomyShare("MNE", 20)))

    assert shares(over) == {("2.3.2", "ALB"): 0.75, ("2.3.2", "MNE"): 0.25}
    assert shares(under) == {("2.3.2", "ALB"): 0.3, ("2.3.2", "MNE"): 0.2}


def test_a_declared_share_of_zero_is_no_slice() -> None:
    assert shares(Work("a", objectives=(Aim("2.3.2", 0), Aim("2.3.1", 100)), economies=(EconomyShare("MNE"),))) == {
        ("2.3.1", "MNE"): 1.0
    }


@pytest.mark.parametrize("nonsense", [-5.0, float("nan"), float("inf")])
def test_a_share_that_is_no_number_counts_as_not_declared(nonsense: float) -> None:
    found = Work("a", objectives=(Aim("2.3.2"),), economies=(EconomyShare("ALB", nonsense), EconomyShare("MNE", 40)))

    assert shares(found) == {("2.3.2", "ALB"): 0.6, ("2.3.2", "MNE"): 0.4}


def test_what_is_named_twice_is_taken_once() -> None:
    found = Work(
        "a", objectives=(Aim("2.3.2.1"), Aim("2.3.2.4")), economies=(EconomyShare("MNE", 30), EconomyShare("MNE", 20))
    )

    assert shares(found) == {("2.3.2", "MNE"): 0.5}


def test_a_confirmed_objective_wins_over_an_estimate() -> None:
    found = slices(
        Work(
            "a",
            objectives=(Aim("2.3.2", 10, True), Aim("2.3.2"), Aim("2.3.1", None, True)),
            economies=(EconomyShare("MNE"),),
        )
    )

    assert [(each.objective, each.share, each.estimated) for each in found] == [
        ("2.3.2", 0.5, False),
        ("2.3.1", 0.5, True),
    ]


def test_slices_of_one_priority_are_put_together() -> None:
    found = Work(
        "a", objectives=(Aim("2.3.1", 40), Aim("2.3.2", None, True), Aim("3.1.1")), economies=(EconomyShare("MNE"),)
    )

    assert shares(found, 2) == {("2.3", "MNE"): 0.7, ("3.1", "MNE"): 0.3}
    priority, other = slices(found, 2)
    assert (priority.declared, priority.estimated) == (False, False)
    assert (other.declared, other.estimated) == (False, False)
    assert shares(found, 1) == {("2", "MNE"): 0.7, ("3", "MNE"): 0.3}


def test_a_work_without_objective_or_economy_has_no_slice() -> None:
    assert slices(work(to="")) == slices(work(where="")) == ()


def test_more_than_three_economies_without_a_declared_share_are_regional() -> None:
    shared = Work(
        "a", objectives=(Aim("2.3.2"),), economies=(*map(EconomyShare, ["ALB", "MKD", "SRB"]), EconomyShare("MNE", 10))
    )

    assert is_regional(regional())
    assert is_regional(work(where="ALB MKD MNE SRB"))
    assert not is_regional(work(where="ALB MKD MNE"))
    assert not is_regional(work(where="ALB MKD MNE MNE"))
    assert not is_regional(shared)
    assert not is_regional(measure(where="ALB MKD MNE SRB"))


def test_codes_of_other_frameworks_are_cut_alike() -> None:
    assert (cut("oc:1.2.3.4"), cut("oc:1.2.3", 2), cut("oc:1", 2)) == ("oc:1.2.3", "oc:1.2", "oc:1")
    assert [level_of(code) for code in ("2", "2.3", "oc:2.3.2", "2.3.2.1")] == [1, 2, 3, 4]
