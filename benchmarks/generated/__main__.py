"""Writes an invented collection to a file, for programs that are measured on it.

python -m benchmarks.generated FILE --activities 100000 --seed 1
"""

import argparse
from pathlib import Path

from benchmarks.generated.collection import collection
from benchmarks.generated.stored import write


def main() -> None:
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("file", type=Path)
    wanted.add_argument("--activities", type=int, default=10_000)
    wanted.add_argument("--seed", type=int, default=1)
    wanted.add_argument("--clean", action="store_true", help="without noise")
    asked = wanted.parse_args()
    write(collection(asked.activities, asked.seed, noisy=not asked.clean), asked.file)


if __name__ == "__main__":
    main()
