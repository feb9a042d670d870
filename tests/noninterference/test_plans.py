"""Plans: each of their operations has its own identifiers, clock and secrets, each of their parts its own stream."""

import random

import pytest

from tests.noninterference import plans
from tests.noninterference.drawing import stream
from tests.noninterference.plans import plan_of


def test_no_two_operations_of_a_plan_share_a_number() -> None:
    for seed in range(1_000):
        numbers = [operation.number for operation in plan_of(seed)]
        assert numbers == sorted(set(numbers)), seed


def test_no_two_parts_of_a_plan_and_its_observers_share_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []

    def recorded(seed: int, name: str) -> random.Random:
        names.append(name)
        return stream(seed, name)

    monkeypatch.setattr(plans, "stream", recorded)
    plans.plan_of(7)
    plans.observers_of(7, most=4)

    assert len(names) == len(set(names))
    assert len(names) >= 15
