"""What a peer found is judged by what was planted, and nothing else."""

from benchmarks.costs import counted, high, peak_mb
from benchmarks.generated import Collection
from benchmarks.peers.measured import judged

KNOWN = Collection([], {"1": [(0, 1), (2, 3)], "2a": [(4, 5)], "2b": [(6, 7)], "3": [(8, 9)]})


def test_recall_is_told_by_level_and_precision_over_all() -> None:
    recall, precision = judged({(0, 1), (4, 5), (0, 5), (1, 2)}, KNOWN)

    assert recall == {"1": 0.5, "2a": 1.0, "2b": 0.0, "3": 0.0}
    assert precision == 0.5


def test_who_finds_nothing_is_not_right() -> None:
    assert judged(set(), KNOWN)[1] == 0.0


def test_the_95th_percentile_leaves_out_the_worst_twentieth() -> None:
    assert high([float(number) for number in range(100)]) == 95.0
    assert high([3.0]) == 3.0


def test_what_is_done_inside_is_counted_once_it_is_done() -> None:
    with counted() as cost:
        total = sum(range(200_000))

    assert total
    assert cost.cpu > 0
    assert cost.wall > 0
    assert peak_mb() > 1
