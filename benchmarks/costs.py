"""What a piece of work costs: seconds of the clock, CPU seconds of this process with all its threads, memory."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Cost:
    """Seconds; on a busy machine those of the processor tell more than those of the clock."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def counted() -> Iterator[Cost]:
    """The cost of what happens inside, known once it has happened."""
    cost, wall, cpu = Cost(), time.perf_counter(), time.process_time()
    yield cost
    cost.wall, cost.cpu = time.perf_counter() - wall, time.process_time() - cpu


def peak_mb() -> float:
    """The most memory that this program held at a time. Of this program alone: rusage counts in what started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(kilobytes) / 1024


def high(values: Iterable[float]) -> float:
    """The 95th percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
