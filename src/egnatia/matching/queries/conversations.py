"""Overlaps that are one conversation: those that a reader sees about one institution, or one place, in one period.

Worked out anew for each reader from what they see; nothing is stored about a group. State, agreement and next date are
those of each overlap.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from egnatia.activities.activities.columns import first_day, folded_name, last_day
from egnatia.kernel.access.reader import Reader
from egnatia.matching import labels
from egnatia.matching.queries.lists import MatchNames, first_rows
from egnatia.matching.queries.visible import positions_visible_to
from egnatia.matching.rows import MatchRow
from egnatia.matching.rules import MatchFilters

MOST = 200  # overlaps that are looked at, the strongest
FEWEST = 2  # overlaps of a conversation


@dataclass(frozen=True, slots=True)
class OverlapAgreement:
    """The newest position on an overlap that the reader sees, and the next date that anybody of it named."""

    said: str
    note: str
    next_on: date | None


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """One overlap of a conversation."""

    row: MatchRow
    agreement: OverlapAgreement | None


@dataclass(frozen=True, slots=True)
class Conversation:
    """`about` is the institution, or the place where none is known; `partners` all who fund or implement."""

    about: str
    economies: str
    start: str
    end: str
    partners: tuple[str, ...]
    lines: tuple[ConversationLine, ...]


def conversations_seen_by(reader: Reader, *, naming: MatchNames) -> tuple[Conversation, ...]:
    """Those of at least two overlaps, the one with most of them first."""
    rows = first_rows(reader, MatchFilters(), most=MOST, naming=naming)
    agreed = _agreements(reader, [row.id for row in rows])
    groups = [group for group in grouped(rows) if len(group) >= FEWEST]
    found = [_conversation(group, agreed) for group in groups]
    return tuple(sorted(found, key=lambda each: -len(each.lines)))


def _agreements(reader: Reader, matches: Sequence[UUID]) -> dict[UUID, OverlapAgreement]:
    views = positions_visible_to(reader).filter(match__in=matches).order_by("stated_at", "record_id")
    found: dict[UUID, OverlapAgreement] = {}
    for match, verdict, note, next_on in views.values_list("match", "verdict", "note", "next_on"):
        before = found.get(match)
        kept = next_on or (before.next_on if before else None)
        found[match] = OverlapAgreement(labels.label(labels.VERDICT, verdict), note, kept)
    return found


def _conversation(group: Sequence[MatchRow], agreed: dict[UUID, OverlapAgreement]) -> Conversation:
    sides = [side for row in group for side in (row.left, row.right)]
    first = min(sides, key=lambda side: side.start or "9999")
    last = max(sides, key=lambda side: side.end)
    return Conversation(
        about=group[0].institution or group[0].economies,
        economies=group[0].economies if group[0].institution else "",
        start=first.start,
        end=last.end,
        partners=tuple(dict.fromkeys(who for side in sides for who in side.who)),
        lines=tuple(ConversationLine(row, agreed.get(row.id)) for row in group),
    )


def grouped(rows: Iterable[MatchRow]) -> Iterator[list[MatchRow]]:
    """The rows by what they are about, and of each of these by periods that touch."""
    subjects = Subjects()
    every = list(rows)
    for row in every:
        subjects.join(row.receivers)
    by_subject: dict[str, list[MatchRow]] = {}
    for row in every:
        by_subject.setdefault(subjects.of(row), []).append(row)
    for among in by_subject.values():
        yield from _by_period(among)


class Subjects:
    """Names of institutions that overlaps say are one, whatever each side calls it."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def join(self, pairs: Iterable[tuple[str, str]]) -> None:
        for one, other in pairs:
            self._first[self._root(folded_name(other))] = self._root(folded_name(one))

    def of(self, row: MatchRow) -> str:
        """What an overlap is about: the institution of both, else where it takes place."""
        return self._root(folded_name(row.receivers[0][0])) if row.receivers else f"in {row.economies}"

    def _root(self, name: str) -> str:
        while (before := self._first.get(name, name)) != name:
            name = before
        return name


def _by_period(rows: Sequence[MatchRow]) -> Iterator[list[MatchRow]]:
    """Runs of rows whose periods overlap; those without dates come first. What states no end ends as it begins."""
    group: list[MatchRow] = []
    until = date.min
    for begin, end, row in sorted(((*_period(row), row) for row in rows), key=lambda each: (each[0], each[2].titles)):
        if group and begin > until:
            yield group
            group = []
        group.append(row)
        until = max(until, end)
    yield group


def _period(row: MatchRow) -> tuple[date, date]:
    starts = [day for side in (row.left, row.right) if (day := first_day(side.start))]
    ends = [day for side in (row.left, row.right) if (day := last_day(side.end))]
    begin = min(starts, default=min(ends, default=date.min))
    return begin, max(ends, default=begin)
