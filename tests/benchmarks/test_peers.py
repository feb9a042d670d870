"""Each peer reads a collection from a file, in a process of its own, and prints what it cost and found."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import msgspec
import pytest
from benchmarks.generated import LEVELS, collection
from benchmarks.generated.stored import write
from benchmarks.peers import PEERS
from benchmarks.peers.measured import Result
from benchmarks.quality import Tally

from tests.architecture.tree import ROOT

INSTALLED = [
    pytest.param(name, marks=pytest.mark.skipif(find_spec(module) is None, reason=f"{module} is not installed"))
    for name, module in PEERS.items()
]


@pytest.mark.slow
@pytest.mark.parametrize("name", INSTALLED)
def test_a_peer_finds_planted_pairs_and_says_what_it_cost(name: str, tmp_path: Path) -> None:
    write(collection(1_000, 1, noisy=False), tmp_path / "collection")
    program = [sys.executable, "-m", f"benchmarks.peers.{name}", str(tmp_path / "collection")]
    done = subprocess.run(program, check=True, capture_output=True, cwd=ROOT)
    result = msgspec.json.decode(done.stdout.splitlines()[-1], type=Result)

    assert set(result.recall) == set(LEVELS)
    assert result.recall["1"] > 0.5
    assert result.precision > 0.3
    assert result.whole.cpu >= result.prepared.cpu + result.paired.cpu > 0
    assert result.peak_mb > 10


def test_a_tally_counts_each_planted_pair_once_and_under_its_language() -> None:
    known, tally = collection(500, 1), Tally()
    tally.add(known, "noise")

    by_language = sum(number for name, number in tally.planted.items() if name.count(",") == 2)
    assert by_language == sum(map(len, known.pairs.values())) == 20
    assert sum(tally.right.values()) == sum(number for name, number in tally.met.items() if name.count(",") == 1) > 0
