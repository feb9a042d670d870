"""What repeats other money is not counted, and every sum is counted once."""

from decimal import Decimal

from egnatia.matching.rules import Edge, counted_once
from tests import make


def edge(again: int, of: int, kind: str = "same") -> Edge:
    return Edge(again=make.uuid(again), of=make.uuid(of), match=make.uuid(100 * again + of), kind=kind)


def test_what_has_a_predecessor_is_not_counted() -> None:
    why = counted_once([edge(2, 1), edge(3, 2, "chain"), edge(3, 1)], {})

    assert {each.again: each.kind for each in why.values()} == {make.uuid(2): "same", make.uuid(3): "chain"}


def test_a_ring_counts_its_largest_sum() -> None:
    amounts = {make.uuid(1): Decimal(10), make.uuid(2): Decimal(30), make.uuid(3): Decimal(20)}

    why = counted_once([edge(2, 1), edge(3, 2), edge(1, 3), edge(9, 8)], amounts)

    assert set(why) == {make.uuid(1), make.uuid(3), make.uuid(9)}


def test_what_comes_after_a_ring_is_not_counted_however_large_it_is() -> None:
    amounts = {
        make.uuid(1): Decimal(10),
        make.uuid(2): Decimal(5),
        make.uuid(3): Decimal(90),
        make.uuid(4): Decimal(80),
    }
    after = [edge(3, 2), edge(4, 3), edge(3, 4)]  # a grant of the ring, which is itself part of one

    why = counted_once([edge(2, 1), edge(1, 2), *after], amounts)

    assert set(why) == {make.uuid(2), make.uuid(3), make.uuid(4)}


def test_of_equal_sums_in_a_ring_the_titles_decide() -> None:
    ring = [
        Edge(make.uuid(1), make.uuid(2), make.uuid(8), "same", "b"),
        Edge(make.uuid(2), make.uuid(1), make.uuid(9), "same", "a"),
    ]

    assert set(counted_once(ring, {})) == {make.uuid(1)}
