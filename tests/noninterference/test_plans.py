"""Plans: each of their operations has its own identifiers, clock and secrets."""

from tests.noninterference.plans import plan_of


def test_no_two_operations_of_a_plan_share_a_number() -> None:
    for seed in range(1_000):
        numbers = [operation.number for operation in plan_of(seed)]
        assert numbers == sorted(set(numbers)), seed
