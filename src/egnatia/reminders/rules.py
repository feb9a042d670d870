"""Which e-mail each thing goes with: by itself, with others of its kind, or in the summary of a day or week. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

from egnatia.kernel.inbox import DAILY, DIGESTS, NOTHING, WEEKLY, Letters, NotificationKind, NotificationLine

BEFORE = {DAILY: timedelta(days=1), WEEKLY: timedelta(days=7)}  # a deadline as near as this awaits no summary


@dataclass(frozen=True, slots=True)
class Planned:
    """One thing that goes to somebody, and how often its kind does ("" for what somebody wrote by hand)."""

    kind: NotificationKind
    row: UUID
    day: date
    since: datetime
    line: NotificationLine
    frequency: str
    text: str = ""
    about: UUID = NOTHING


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes in one e-mail; `digest` is DAILY or WEEKLY for a summary, else ""."""

    planned: tuple[Planned, ...]
    digest: str = ""

    @property
    def pks(self) -> list[UUID]:
        return [each.row for each in self.planned]

    def of(self, pks: Collection[UUID]) -> "Mail | None":
        """The same with these alone; None for none."""
        left = tuple(each for each in self.planned if each.row in pks)
        return replace(self, planned=left) if left else None


def is_urgent(each: Planned, today: date) -> bool:
    """Whether it is of a day that comes before the next summary would."""
    return each.frequency in BEFORE and bool(each.kind.due) and each.day <= today + BEFORE[each.frequency]


def is_due(each: Planned, now: datetime) -> bool:
    """Whether it goes now, on the clock of whoever gets it: a summary tells of what waited when its day began."""
    if each.frequency not in DIGESTS or is_urgent(each, now.date()):
        return True
    since = each.since.astimezone(now.tzinfo).date()
    return since < week_of(now, each.frequency)


def week_of(now: datetime, frequency: str) -> date:
    """The day that names the summary: today, or Monday."""
    return now.date() - timedelta(days=now.weekday() if frequency == WEEKLY else 0)


def mails_of(planned: Sequence[Planned]) -> list[Mail]:
    """Those that have words of their own go alone, others together: of one kind, or of one summary."""

    def place(each: Planned) -> tuple[int, str]:
        digest = each.frequency if each.frequency in DIGESTS else ""
        if digest:
            return 2, digest
        alone = each.kind.template or each.kind.letters is None
        return (0, str(each.row)) if alone else (1, each.kind.letters.code if each.kind.letters else "")

    found = []
    for (how, name), several in groupby(sorted(planned, key=place), place):
        found.append(Mail(tuple(several), name if how == 2 else ""))
    return found


MOST = 10  # of one kind in one e-mail


@dataclass(frozen=True, slots=True)
class TaskLine:
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class TaskPart:
    """One kind in an e-mail; `more` are not listed and stand on the page `many`; `end` turns the kind off."""

    label: str
    lines: tuple[TaskLine, ...]
    more: int
    many: str
    end: str


def part_of(letters: Letters, planned: Sequence[Planned], *, site: str, many: str, end: str) -> TaskPart:
    """In the language at hand. Words of records above TLP:GREEN give way to the line of the kind: this is the one
    place that decides what leaves by e-mail."""
    told = tuple(
        TaskLine(
            " ".join(each.line.words.split()) if each.line.may_leave else str(each.kind.line), site + each.line.url
        )
        for each in planned[: MOST if letters.many else None]
    )
    return TaskPart(str(letters.label), told, len(planned) - len(told), many, end)
