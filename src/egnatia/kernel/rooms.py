"""What each domain brings to the whole site: one declaration per room, all of them listed in `settings.ROOMS`.

Home, menu, search, what's new, saved filters, calendars, files that come back and refusals are built from these.
Whoever has a question asks the rooms; a signal says that something happened, and asks nothing.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.changes import Telling
from egnatia.kernel.handover import DeskPart
from egnatia.kernel.inbox import Banner, InboxItem, Letters, NotificationKind
from egnatia.kernel.lists import ConfirmedKind, FileKind, FilteredList, Listing, RecallKind
from egnatia.kernel.search import Searcher

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Inbox:
    """One sort of things that wait for people, made of what the reader sees; the lowest `place` comes first."""

    place: int
    items: Callable[[Reader], Iterable[InboxItem]]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A day in somebody's calendar: `words` that they may read, `url` a path, `changed_at` when it last changed."""

    record: UUID
    kind: str
    day: date
    words: str
    url: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class RelatedRecord:
    """A record that stands beside another: what it says, where that stands, its page and its marking."""

    title: str
    lang: str
    source: str
    url: str
    tlp: str


def to_members(reader: Reader) -> bool:
    return not reader.is_anonymous


def to_visitors(reader: Reader) -> bool:
    return reader.is_anonymous


def to_the_secretariat(reader: Reader) -> bool:
    return reader.is_secretariat


def to_economies(reader: Reader) -> bool:
    return bool(reader.economies)


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page of the menu, by the name of its address: in which group of `web.page`, and at which place there.

    `shown`: to which roles. Whoever may not open a page, or would find it empty by their role, is not led there.
    """

    label: "str | _StrPromise"
    route: str
    group: str
    place: int
    shown: Callable[[Reader], bool] = to_members


@dataclass(frozen=True, slots=True)
class Demo:
    """How a room puts its part of the demo there and takes it away. Both answer with how many records that were.

    `load(returning=…)`: what was taken away before comes back.
    """

    load: Callable[[bool], int]
    remove: Callable[[], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """One domain. `name` is its folder and the namespace of its addresses, which begin with `prefix`."""

    name: str
    prefix: str = ""
    menu: tuple[MenuEntry, ...] = ()
    inbox: tuple[Inbox, ...] = ()
    searchers: tuple[Searcher, ...] = ()
    tellings: tuple[Telling, ...] = ()
    lists: tuple[FilteredList, ...] = ()
    listings: tuple[Listing, ...] = ()
    files: tuple[FileKind, ...] = ()  # the kinds whose records may have files
    confirmed: tuple[ConfirmedKind, ...] = ()  # those whose owners are asked whether they are still true
    recalls: Mapping[str, RecallKind] = field(default_factory=dict)  # by kind, of those that can be recalled
    comments_open: Mapping[str, Callable[[Reader, UUID], bool]] = field(default_factory=dict)  # by kind, if not always
    days: tuple[Callable[[Reader], list[CalendarEntry]], ...] = ()
    desk: tuple[Callable[[Reader, Sequence[str]], DeskPart], ...] = ()  # of a focal point, for these economies
    beside: tuple[Callable[[Reader, UUID], tuple[RelatedRecord, ...]], ...] = ()  # on the page of any record
    replies: tuple[Callable[[Reader, Collection[UUID]], Mapping[UUID, str]], ...] = ()  # not cleared yet, in sentences
    notifications: tuple[NotificationKind, ...] = ()
    banners: tuple[Callable[[Reader], tuple[Banner, ...]], ...] = ()  # for members; one query each
    refusals: "Mapping[str, str | _StrPromise]" = field(default_factory=dict)  # by code of `faults.NotAllowed`
    help: Mapping[str, str] = field(default_factory=dict)  # the method page, by how the names of addresses begin
    demos: tuple[Demo, ...] = ()


@cache
def rooms() -> tuple[Room, ...]:
    """All of them, in the order in which their addresses are looked through. Read when first asked for."""
    return tuple(import_module(settings.ROOMS).ROOMS)


def inbox_of(reader: Reader) -> tuple[InboxItem, ...]:
    """What waits for the reader, in the order of who waits for them: people first."""
    inboxes = sorted((each for room in rooms() for each in room.inbox), key=lambda each: each.place)
    return tuple(item for each in inboxes for item in each.items(reader) if item.count)


def searchers(reader: Reader) -> tuple[Searcher, ...]:
    """Those whose pages the reader may open, in their order: the same for everybody of their kind."""
    found = (each for room in rooms() for each in room.searchers if not (each.members and reader.is_anonymous))
    return tuple(sorted(found, key=lambda each: (each.place, each.kind)))


def tellings() -> tuple[Telling, ...]:
    """Of all rooms, by title: the order does not tell which room is which."""
    return tuple(sorted((each for room in rooms() for each in room.tellings), key=lambda each: str(each.title)))


def filtered_lists() -> dict[str, FilteredList]:
    """Of all rooms, by code, in the order of their titles."""
    found = sorted((each for room in rooms() for each in room.lists), key=lambda each: str(each.title))
    return {each.code: each for each in found}


def days_of(reader: Reader) -> list[CalendarEntry]:
    """Days to come in all rooms, in the reader's language."""
    return [entry for room in rooms() for days in room.days for entry in days(reader)]


def beside(reader: Reader, record: UUID) -> tuple[RelatedRecord, ...]:
    """What other rooms put on the page of a record, of what the reader sees."""
    return tuple(each for room in rooms() for found in room.beside for each in found(reader, record))


@cache
def notification_kinds() -> Mapping[str, NotificationKind]:
    """Of all rooms, by name."""
    return {each.name: each for room in rooms() for each in room.notifications}


@cache
def letters() -> Mapping[str, Letters]:
    """The kinds of e-mails that come unasked and of which everybody chooses how often they come, by code."""
    return {each.letters.code: each.letters for each in notification_kinds().values() if each.letters}


@cache
def help_pages() -> Mapping[str, str]:
    """Of all rooms, the longest beginning first."""
    return dict(sorted((each for room in rooms() for each in room.help.items()), key=lambda each: -len(each[0])))


@cache
def refusals() -> "Mapping[str, str | _StrPromise]":
    """The sentence of each code of `faults.NotAllowed`. Raises ValueError where two rooms have a sentence for one."""
    found: dict[str, str | _StrPromise] = {}
    for room in rooms():
        if twice := found.keys() & room.refusals.keys():
            raise ValueError(f"said by two rooms: {sorted(twice)}")
        found |= room.refusals
    return found
