"""From when on changes are told, and which of them stand on a page. Pure but for the time zone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from egnatia.kernel.changes import MOST, ChangeEvent

AT_FIRST = timedelta(days=30)  # told to somebody who never said that they have seen all
PAGE = 50


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


def on_page(found: Mapping[str, Sequence[ChangeEvent]], number: int) -> list[ChangeEvent]:
    """What stands on one page, all kinds among each other, the newest first."""
    merged = sorted((each for moved in found.values() for each in moved[:MOST]), reverse=True)
    return merged[(number - 1) * PAGE : number * PAGE]


def page_asked(said: str, last: int) -> int:
    """The number of a page; the first where there is none of that number."""
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else 1
    return number if 1 <= number <= last else 1
