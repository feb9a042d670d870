"""What the matrix reads of works and needs: plain values, no database, no clock."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Sort = Literal["project", "event", "own-measure"]
Priority = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Aim:
    """An objective that a work serves. `share` in percent of the work, as declared; None where it is not declared."""

    code: str
    share: float | None = None
    estimated: bool = False  # suggested by the program, confirmed by nobody yet


@dataclass(frozen=True, slots=True)
class EconomyShare:
    """An economy (ISO 3166 alpha-3, XKX for Kosovo*) that a work is for. `share` as in `Aim`."""

    code: str
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work, as far as the matrix depends on it. A field left out is unknown, not zero."""

    ref: str  # opaque, unique in a collection
    sort: Sort = "project"
    objectives: tuple[Aim, ...] = ()
    economies: tuple[EconomyShare, ...] = ()
    partners: frozenset[str] = frozenset()  # who reports it, else who funds it: one name for each partner
    types: frozenset[str] = frozenset()  # intervention types; "training" alone makes it training only
    groups: frozenset[str] = frozenset()
    perspective: str = ""
    start: date | None = None
    end: date | None = None
    status: str = ""  # "planned", "running", "ended", or one of IATI's words ("pipeline", "implementation" …)


@dataclass(frozen=True, slots=True)
class NeedStatement:
    """An economy's statement that something is missing: a need. Only a confirmed one stands in a figure."""

    ref: str
    objective: str
    economy: str
    priority: Priority = "medium"
    nature: str = ""
    perspective: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Slice:
    """The part of a work that falls into one cell."""

    ref: str
    objective: str
    economy: str
    share: float  # of the whole work, 0..1
    declared: bool  # False where an equal share was taken for one that is not declared
    regional: bool
    estimated: bool
