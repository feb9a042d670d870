"""What a snapshot says, who may freeze one, and what state it is in on a day. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from egnatia import overlap
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.faults import NotAllowed

DRAFT = "draft"  # of what is not fixed yet: no snapshot has it
SUBMITTED, CIRCULATING, BROKEN, ADOPTED = "submitted", "circulating", "broken", "adopted"
WITHDRAWN = "withdrawn"
PENDING = (SUBMITTED, CIRCULATING)  # fixed, and awaiting the board
DROPPED = (BROKEN, WITHDRAWN)  # never adopted
MOST_SOURCES = 10_000  # of one snapshot: its pages count them anew for each reader
LONGEST = 8_000  # characters of the adopted words
LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Meeting:
    """The board decides at a meeting; its decision is recorded afterwards."""


@dataclass(frozen=True, slots=True)
class BoardDecision:
    """What was submitted is adopted as it is: on which day, at which meeting."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class Silence:
    """Adopted unless somebody objects within so many working days."""

    working_days: int


@dataclass(frozen=True, slots=True)
class SnapshotText:
    """What the officer writes over a snapshot, and how it is adopted. `language` is that of the words.

    `names`: whether whoever reads it is told who has answered, not only how many: without that, only the secretariat
    knows who takes part.
    """

    title: str
    words: str
    language: str
    way: Meeting | Silence
    names: bool = False


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody writes on what a round comes to; of a decision who carries it out, until when."""

    sort: str
    text: str
    carried_out_by: str = ""
    due: date | None = None


def may_freeze(reader: Reader) -> bool:
    """A person of the secretariat's desk, with their second step."""
    return reader.is_secretariat


def require_desk(reader: Reader) -> None:
    """Raises NotAllowed for others than the secretariat; whoever lacks the second step is told of that first."""
    if not may_freeze(reader):
        raise NotAllowed(reader.why_not("secretariat"))


def may_be_adopted_on(day: date, as_of: date, today: date) -> bool:
    """A paper is never adopted before its own day, nor on a day to come."""
    return as_of <= day <= today


def state_on(state: str, deadline: date | None, today: date) -> str:
    """Once the last day of silence is over it is adopted, whether or not that was written down already."""
    past = state == CIRCULATING and deadline is not None and deadline < today
    return ADOPTED if past else state


def versions() -> Mapping[str, str]:
    """Of what made the figures: the engine, and the tables that it reads (lexicon, concepts, term weights)."""
    engine, tables, weights = overlap.VERSION.split(".", 2)
    return {"engine": engine, "tables": tables, "weights": weights}
