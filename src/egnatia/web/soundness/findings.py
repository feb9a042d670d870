"""One thing looked at, and whether it is as it should be."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`sound` is None where there was nothing to judge."""

    check: str
    sound: bool | None
    sentence: str
