"""The budgets of the tree and of its pages: what each may cost today, and where it is to come down to.

A budget is a ratchet. Above its limit the build fails; well below it the build asks for a lower limit, so that what was
gained is kept. No limit is raised to make room.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil
from pathlib import Path

FILE = Path(__file__).with_name("budgets.toml")
SLACK = 0.02  # of the limit: a budget that is met by less is not worth a change of its file


@dataclass(frozen=True, slots=True)
class Budget:
    """`limit`: the most that is allowed today. `goal`: the limit once the work on the tree is done."""

    name: str
    limit: int
    goal: int

    def complaint(self, measured: int) -> str:
        """What is wrong with this value; empty where it is within the budget."""
        if measured > self.limit:
            return f"{self.name}: {measured}, and at most {self.limit} are allowed (goal: {self.goal})"
        lowest = max(self.goal, measured)
        if self.limit - lowest > max(1, SLACK * self.limit):
            return f"{self.name}: down to {measured}. Set its limit in {FILE.name} to {lowest}, so that it stays there"
        return ""


def budgets() -> dict[str, Budget]:
    """Every budget by its name."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: Budget(name, **said) for name, said in read.items()}


def complaints(measured: dict[str, int]) -> list[str]:
    """What is wrong with measured values, by the name of their budget; each is printed too."""
    known = budgets()
    for name, value in measured.items():
        print(f"{name}: {value} of {known[name].limit}, goal {known[name].goal}")  # noqa: T201 - the figures are the result
    return [text for name, value in measured.items() if (text := known[name].complaint(value))]


def p95(numbers: Iterable[int]) -> int:
    """The value that nineteen in twenty do not exceed."""
    ordered = sorted(numbers)
    return ordered[ceil(0.95 * len(ordered)) - 1]
