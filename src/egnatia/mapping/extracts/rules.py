"""What an extract says and who may publish one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from egnatia.coverage import PRIORITY
from egnatia.kernel.reader import Reader
from egnatia.mapping.matrix.rules import LEVELS

MOST_SOURCES = 3_000  # of one extract: its page counts them anew for each reader
LONGEST = 4_000  # characters of a note


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the matrix: what stands in its address beside the filters."""

    level: int = PRIORITY
    under: str = ""
    all_rows: bool = False
    all_columns: bool = False

    @classmethod
    def of(cls, said: Mapping[str, object]) -> "Part":
        """From the fields of the address that could be used."""
        level, under = str(said.get("level", "priority")), str(said.get("under", ""))
        return cls(LEVELS[level], under, "all_rows" in said, "all_columns" in said)

    def holds(self, code: str) -> bool:
        return not self.under or code == self.under or code.startswith(f"{self.under}.")


@dataclass(frozen=True, slots=True)
class Said:
    """What the officer writes and chooses. `asked` is the address of the matrix that it was taken from."""

    title: str
    note: str
    limits: str
    language: str
    as_of: date
    part: Part = field(default_factory=Part)
    asked: Mapping[str, str] = field(default_factory=dict)


def may_publish(reader: Reader) -> bool:
    """A person of the secretariat's desk, with his second step."""
    return reader.is_secretariat
