"""Runs the match engine and its peers on the same invented collections and prints what docs/method/quality.md shows.

python -m benchmarks.peers --activities 100000       (the default is a quick look at 10,000)

The peers come with `pip install '.[peers]'`; they are no part of what Egnatia needs. Each run is a process of its own
that reads the same file; one run of each peer for a seed, then the next seed: the medians are over the seeds.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import msgspec
from benchmarks.generated import LEVELS, REPORTED, Level
from benchmarks.peers import PEERS
from benchmarks.peers.measured import Result

Results = dict[str, list[Result]]
Column = tuple[str, Callable[[Result], float], str]

COSTS: tuple[Column, ...] = (
    ("preparation, CPU s", lambda r: r.prepared.cpu, ".1f"),
    ("pairs, CPU s", lambda r: r.paired.cpu, ".1f"),
    ("whole process, CPU s", lambda r: r.whole.cpu, ".1f"),
    ("whole, wall s", lambda r: r.whole.wall, ".0f"),
    ("peak MB", lambda r: r.peak_mb, ",.0f"),
)


def main() -> None:
    asked = _asked()
    names = [name for name in asked.peers if find_spec(PEERS[name])]
    for name in set(asked.peers) - set(names):
        print(f"{PEERS[name]} is not installed (pip install '.[peers]'): left out", file=sys.stderr)
    results: Results = {name: [] for name in names}
    with TemporaryDirectory() as folder:
        for seed in asked.seeds:
            place = Path(folder) / "collection"
            _write(place, asked.activities, seed, asked.clean)
            for name in names:
                results[name].append(_run(name, place))
                print(f"seed {seed}, {name}: {results[name][-1]}", file=sys.stderr, flush=True)
    noise = "without noise" if asked.clean else "with noise"
    print(f"{asked.activities:,} invented activities, {noise}, seeds {', '.join(map(str, asked.seeds))}\n")
    print(_table(results, COSTS), _table(results, _quality()), sep="\n")


def _asked() -> argparse.Namespace:
    wanted = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wanted.add_argument("--activities", type=int, default=10_000)
    wanted.add_argument("--seeds", type=int, nargs="+", default=REPORTED)
    wanted.add_argument("--peers", choices=PEERS, nargs="+", default=list(PEERS))
    wanted.add_argument("--clean", action="store_true", help="without noise")
    return wanted.parse_args()


def _write(place: Path, activities: int, seed: int, clean: bool) -> None:
    """In a process of its own too, so that this one stays small."""
    count = ["--activities", str(activities), "--seed", str(seed)]
    program = [sys.executable, "-m", "benchmarks.generated", str(place), *count, *(["--clean"] if clean else [])]
    subprocess.run(program, check=True)


def _run(name: str, place: Path) -> Result:
    """What a peer prints at last; its own messages are shown where it fails."""
    program = [sys.executable, "-m", f"benchmarks.peers.{name}", str(place)]
    done = subprocess.run(program, check=False, capture_output=True)
    if done.returncode:
        raise SystemExit(done.stderr.decode())
    return msgspec.json.decode(done.stdout.splitlines()[-1], type=Result)


def _recall(level: Level) -> Column:
    return f"recall {level}", lambda each: 100 * each.recall[level], ".1f"


def _quality() -> Iterable[Column]:
    """Shares in per cent."""
    yield from map(_recall, LEVELS)
    yield "precision", lambda r: 100 * r.precision, ".1f"
    yield "found", lambda r: float(r.found), ",.0f"


def _table(results: Results, columns: Iterable[Column]) -> str:
    """A row a peer: medians, and the least and the most where there are several runs."""
    columns = list(columns)
    heads = ["", *(title for title, _, _ in columns)]
    rows = [
        [PEERS[name], *(_cell(map(value, runs), form) for _, value, form in columns)] for name, runs in results.items()
    ]
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _cell(values: Iterable[float], form: str) -> str:
    found = sorted(values)
    middle = format(median(found), form)
    return middle if len(found) == 1 else f"{middle} ({format(found[0], form)}-{format(found[-1], form)})"


if __name__ == "__main__":
    main()
