"""What a publication says and who may publish one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from egnatia.kernel.access.reader import Reader
from egnatia.reporting.snapshots.sources import MatrixPart

MOST_SOURCES = 3_000  # of one publication: its page counts them anew for each reader
LONGEST = 4_000  # characters of a note


@dataclass(frozen=True, slots=True)
class PublicationContent:
    """What the officer writes and chooses. `asked` is the address of the matrix that it was taken from."""

    title: str
    note: str
    limits: str
    language: str
    as_of: date
    part: MatrixPart = field(default_factory=MatrixPart)
    asked: Mapping[str, str] = field(default_factory=dict)


def may_publish(reader: Reader) -> bool:
    """A person of the secretariat's desk, with their second step."""
    return reader.is_secretariat
