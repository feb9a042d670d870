"""Activities are cut into cells when they, or what they serve, are stored."""

from collections import defaultdict
from dataclasses import replace

import pytest
from tests import make
from tests.needs.matrix import doing

from egnatia.activities.activities.entries import facts_of
from egnatia.activities.activities.storage import update
from egnatia.needs.matrix.models import MatrixSlice, MatrixWork

pytestmark = pytest.mark.django_db


def cells(level: int = 3) -> set[tuple[str, str]]:
    return set(MatrixSlice.objects.filter(level=level).values_list("objective", "economy"))


def test_an_activity_stands_in_a_cell_for_each_objective_and_economy_at_each_level() -> None:
    doing.work(by=make.reader(), objectives=("2.3.2", "2.3.1"), economies=("MNE", "ALB"))

    assert cells(3) == {("2.3.1", "ALB"), ("2.3.1", "MNE"), ("2.3.2", "ALB"), ("2.3.2", "MNE")}
    assert cells(2) == {("2.3", "ALB"), ("2.3", "MNE")}
    assert cells(1) == {("2", "ALB"), ("2", "MNE")}


def test_a_change_moves_an_activity_to_its_new_cells() -> None:
    reader = make.reader()
    activity = doing.work(by=reader)
    facts = replace(facts_of(activity.facts, activity.pk), economies=frozenset({"ALB"}))

    update(activity, facts, by=reader)

    assert cells() == {("2.3.2", "ALB")}


def test_an_activity_outside_the_region_or_without_objective_stands_in_no_cell() -> None:
    reader = make.reader()
    doing.work(by=reader, economies=("UGA",))
    doing.work(by=reader, objectives=())

    assert not MatrixWork.objects.exists()


def test_what_lies_outside_the_region_takes_its_share_and_has_no_cell() -> None:
    doing.work(by=make.reader(), economies=("MNE", "UGA"))

    assert list(MatrixSlice.objects.filter(level=3).values_list("economy", "share")) == [("MNE", 0.5)]


def test_activities_with_one_identifier_are_asked_which_of_them_is_newer() -> None:
    reader = make.reader()
    doing.work(by=reader, identifier="XM-1")
    doing.work(by=reader, identifier="XM-2")
    doing.work(by=reader, identifier="XM-1", objectives=())

    assert list(MatrixWork.objects.filter(twinned=True).values_list("activity__identifier", flat=True)) == ["XM-1"]


def works_by_cut() -> dict[int, set[str]]:
    found = defaultdict(set)
    for cut, title in MatrixWork.objects.values_list("cut", "activity__title"):
        found[cut].add(title)
    return dict(found)


def test_whatever_is_cut_into_the_same_cells_bears_the_same_number_and_nothing_else_does() -> None:
    owner = make.reader("owner")
    doing.work("One", by=owner)
    doing.work("Other", by=owner, partners=("Hub (demo)",), types=("training",), end="2027-01")
    doing.work("Two economies", by=owner, economies=("MNE", "SRB"))
    doing.work("Their other shares", by=owner, economies=("MNE", "SRB"), shares={"MNE": 10, "SRB": 90})
    doing.work("Their shares", by=owner, economies=("MNE", "SRB"), shares={"MNE": 40, "SRB": 60})
    doing.work("Two objectives", by=owner, objectives=("2.3.1", "2.3.2"))
    alike = [{"One", "Other"}, {"Two economies"}, {"Their other shares", "Their shares"}, {"Two objectives"}]
    assert sorted(works_by_cut().values(), key=min) == sorted(alike, key=min)
