"""From when on changes are told, and which of them stand on a page. Pure but for the time zone."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from egnatia.kernel.changes import MOST, ChangeEvent, ChangeSubject

AT_FIRST = timedelta(days=30)  # told to somebody who never said that they have seen all
PAGE = 30


@dataclass(frozen=True, slots=True)
class Beginning:
    """The moment after which changes are told. `marked`: they said then that they have seen all."""

    at: datetime
    marked: bool = False
    chosen: bool = False


def morning_of(day: date) -> datetime:
    """The moment before the day, in the time zone of the site."""
    return timezone.make_aware(datetime.combine(day, time.min)) - datetime.resolution


def moment_of(said: str) -> datetime | None:
    """A moment as a page of ours writes it; None for anything else."""
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) else None


@dataclass(frozen=True, slots=True)
class ChangeCount:
    """How many things changed; `more`: there are more than are listed."""

    number: int
    more: bool


def counted(found: Mapping[str, Sequence[ChangeEvent]]) -> ChangeCount:
    number = sum(min(len(moved), MOST) for moved in found.values())
    return ChangeCount(number, any(len(moved) > MOST for moved in found.values()))


ASKED, OWN, OTHER = range(3)  # what a reader is asked, what is of their economy, the rest


@dataclass(frozen=True, slots=True)
class ChangeUnit:
    """One line: something that changed, or what came in one run of an import, the newest first."""

    group: int
    events: tuple[ChangeEvent, ...]


def group_of(subject: ChangeSubject, economies: Collection[str], asked: Collection[str]) -> int:
    """`economies`: those that the reader speaks for; `asked`: those whose focal point they are."""
    if subject.asks and subject.asks in asked:
        return ASKED
    return OWN if any(code in economies for code in subject.economies) else OTHER


def units_of(
    found: Mapping[str, Sequence[ChangeEvent]],
    subjects: Mapping[UUID, ChangeSubject],
    groups: Callable[[ChangeSubject], int],
) -> list[ChangeUnit]:
    """All lines, all kinds among each other: what the reader is asked first, and the newest first in each group."""
    merged = sorted((each for moved in found.values() for each in moved[:MOST]), reverse=True)
    units: dict[object, list[ChangeEvent]] = {}
    for each in merged:
        subject = subjects.get(each.id, ChangeSubject())
        units.setdefault((groups(subject), each.kind, subject.batch or each.id), []).append(each)
    made = [ChangeUnit(key[0], tuple(events)) for key, events in units.items() if isinstance(key, tuple)]
    return sorted(made, key=lambda unit: (unit.group, -unit.events[0].at.timestamp()))


def on_page(units: Sequence[ChangeUnit], number: int) -> Sequence[ChangeUnit]:
    """What stands on one page."""
    return units[(number - 1) * PAGE : number * PAGE]


def page_asked(said: str, last: int) -> int:
    """The number of a page; the first where there is none of that number."""
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 1
    return number if 1 <= number <= last else 1
