"""Which part of the matrix is frozen or shown. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from egnatia.coverage import PRIORITY
from egnatia.mapping.matrix.rules import LEVELS


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
