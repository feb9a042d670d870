"""A snapshot as one reader may read it: everything that follows is worked out from that. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from egnatia.activities.activities.labels import label
from egnatia.coverage import OBJECTIVE, Cell, Key, Rolled
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.matching.queries.money import FundingTotal, totals_of
from egnatia.matching.queries.sums import Doubled, Total
from egnatia.matching.rules import AGREED, Edge, counted_once
from egnatia.needs.matrix.queries.open import Opportunity, opportunities_in
from egnatia.reporting.snapshots import labels
from egnatia.reporting.snapshots.items import (
    AnswerKept,
    ClearanceKept,
    MatchKept,
    NeedKept,
    NoteKept,
    PositionKept,
    RepliesKept,
    WorkKept,
)
from egnatia.reporting.snapshots.sources import MatrixPart, Sources

DIFFERENT = "different"
AGAIN = ("same", "chain")  # kinds of matches whose money repeats other money


@dataclass(frozen=True, slots=True)
class Head:
    """What stands over a snapshot. `round` and `corrects` are None where the reader may not know of them.

    `number` is its place among those of its series that the reader sees. `state` is that of today.
    """

    id: UUID
    title: str
    words: str
    language: str
    as_of: date
    framework: str
    versions: Mapping[str, str]
    sort: str
    state: str
    deadline: date | None
    adopted_on: date | None
    adopted_words: str
    frozen_by: str
    frozen_at: datetime
    number: int
    round: UUID | None
    corrects: UUID | None
    marking: Marking
    replies: RepliesKept | None = None

    @property
    def state_words(self) -> str:
        return label(labels.STATE, self.state)


@dataclass(frozen=True, slots=True)
class Pair:
    """A match as it is kept, with the records of its two activities."""

    left: UUID
    right: UUID
    kept: MatchKept


@dataclass(frozen=True, slots=True)
class MatchRead:
    """A match of two activities that the reader reads, with the views on it that they read, the newest of each side.

    `state` is what these say taken together, as of `matches.rules.together`.
    """

    left: UUID
    right: UUID
    kept: MatchKept
    views: tuple[PositionKept, ...]
    state: str

    @property
    def rank(self) -> float:
        """What lists are ordered by, the highest first."""
        return self.kept.score * self.kept.confidence

    @property
    def differs(self) -> bool:
        """Whether the views together say that these are different works, so that the money of both counts."""
        return self.state == AGREED and self.views[0].verdict == DIFFERENT


@dataclass(frozen=True, slots=True)
class Findings:
    """The items that one reader may read, and what follows from them. Nothing here knows of any other.

    `levels` by record: the narrower of the one when it was frozen and the one now.
    """

    sources: Sources
    matches: tuple[MatchRead, ...] = ()
    answers: tuple[AnswerKept, ...] = ()
    notes: tuple[tuple[UUID, NoteKept], ...] = ()
    clearances: tuple[ClearanceKept, ...] = ()
    levels: Mapping[UUID, Tlp] = field(default_factory=dict)

    @property
    def narrowest(self) -> Tlp:
        """The level of what stands here that is the hardest to share. A match is never public; who cleared what is the
        participant's and the secretariat's.
        """
        match, cleared = Tlp.GREEN if self.matches else Tlp.CLEAR, Tlp.AMBER_STRICT if self.clearances else Tlp.CLEAR
        return max(match, cleared, *self.levels.values())

    @property
    def works(self) -> dict[UUID, WorkKept]:
        """The activities by record; of several with one identifier the newest."""
        return {record: work for record, work in self.sources.works if isinstance(work, WorkKept)}

    @property
    def needs(self) -> dict[UUID, NeedKept]:
        """The confirmed needs by record."""
        return {record: need for record, need in self.sources.needs if isinstance(need, NeedKept)}

    def cells(self, level: int = OBJECTIVE, under: str = "") -> Mapping[Key, Cell | Rolled]:
        """The cells of the matrix at one level, all or those under one objective."""
        return self.sources.cells(MatrixPart(level, under))

    def leaves(self) -> dict[Key, Cell]:
        """The cells of the objectives."""
        return self.sources.leaves(MatrixPart(OBJECTIVE))

    def open_cells(self) -> dict[Key, Cell]:
        """The objectives and economies in which a need is open: a need is stated and nobody works on it."""
        return {key: cell for key, cell in self.leaves().items() if cell.state == "open"}

    def money(self) -> tuple[FundingTotal, ...]:
        """By currency: what is reported, and what remains once each sum is counted once."""
        return money_once(self.works, self.matches)

    def rooms(self) -> tuple[Opportunity, ...]:
        """Where several partners are active beside an open need under the same priority."""
        return tuple(opportunities_in(self.leaves(), self.sources.tallies(MatrixPart(OBJECTIVE))))

    def synergies(self) -> tuple[MatchRead, ...]:
        """Pairs that could be joined: overlaps, but for those of which the owners agree that they are different."""
        return tuple(each for each in self.matches if each.kept.kind == "overlap" and not each.differs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen(Findings):
    """A snapshot as one reader may read it. `agenda`: of a draft, the matches on which a decision is requested."""

    head: Head
    agenda: Mapping[UUID, str] = field(default_factory=dict)


def money_once(works: Mapping[UUID, WorkKept], matches: Sequence[MatchRead]) -> tuple[FundingTotal, ...]:
    """The money of the works by currency; what repeats other money among them is told apart."""
    amounts = {record: work.amount for record, work in works.items() if work.amount is not None}
    why = counted_once(list(_edges(amounts, matches)), amounts)
    doubled = [
        Doubled(works[again].currency, works[edge.of].currency, edge.kind, amounts[again], 1)
        for again, edge in why.items()
    ]
    return totals_of(_totals(works.values()), doubled)


def _edges(amounts: Mapping[UUID, Decimal], matches: Sequence[MatchRead]) -> Iterator[Edge]:
    ordered = sorted(matches, key=lambda each: (-each.rank, each.kept.titles, each.kept.match))
    for each in ordered:
        again = each.kept.again
        both = each.left in amounts and each.right in amounts
        if again is not None and both and each.kept.kind in AGAIN and not each.differs:
            of = each.right if again == each.left else each.left
            yield Edge(again, of, each.kept.match, each.kept.kind, each.kept.titles)


def _totals(works: Iterable[WorkKept]) -> list[Total]:
    found: dict[str, list[Decimal | None]] = {}
    for work in works:
        found.setdefault(work.currency, []).append(work.amount)
    return [_total(currency, amounts) for currency, amounts in found.items()]


def _total(currency: str, amounts: Sequence[Decimal | None]) -> Total:
    stated = [amount for amount in amounts if amount is not None]
    return Total(currency, sum(stated, Decimal(0)), len(stated), len(amounts) - len(stated))
