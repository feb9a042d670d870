"""What waits for somebody: on their home, how many things of one sort and about how long they take; by e-mail, what a
room notifies people of: what there is, since when, for whom. Sent by `egnatia.reminders`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Tlp
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import COUNT_CAP

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise


AT_A_TIME = 15  # things of one sort that somebody does in one go
LONGEST_TITLE = 90


@dataclass(frozen=True, slots=True)
class InboxItem:
    """Something that waits: how many, what they are in a sentence, and where it is done; one takes `each` minutes."""

    sort: str
    count: int
    sentence: str
    text: str
    url: str
    action: str
    each: float
    listed: tuple[Any, ...] = ()  # what a page shows of them below, where the card is not all

    @property
    def first(self) -> int:
        """How many of them the minutes are for, where that is not all; else 0."""
        return AT_A_TIME if self.count > AT_A_TIME else 0

    @property
    def minutes(self) -> int:
        return max(1, ceil(self.each * min(self.count, AT_A_TIME)))


@dataclass(frozen=True, slots=True)
class Banner:
    """What stands at the top of every page until its reader acknowledges it: `words` in their language `lang`, the page
    that it is about, and `answer`, where a button acknowledges it. `more` of them wait on the page `every`.
    """

    words: str
    url: str
    answer: str
    lang: str = ""
    corrected: bool = False
    more: int = 0
    every: str = ""


def listed(items: Iterable[InboxItem], sort: str) -> tuple[Any, ...]:
    """What is shown below the cards of one sort."""
    return tuple(shown for item in items if item.sort == sort for shown in item.listed)


def short(title: str) -> str:
    """A title as it stands in a card."""
    return Truncator(title).chars(LONGEST_TITLE)


def counted(count: int) -> str:
    """The number, or "1000+" beyond the cap."""
    return f"{COUNT_CAP}+" if count > COUNT_CAP else str(count)


NOTHING = UUID(int=0)  # the identifier of none
AT_ONCE, DAILY, WEEKLY, OFF = "now", "daily", "weekly", "off"
FREQUENCIES: "Mapping[str, _StrPromise]" = {
    AT_ONCE: _("immediately"),
    DAILY: _("once a day"),
    WEEKLY: _("once a week"),
    OFF: _("never"),
}
DIGESTS: "Mapping[str, _StrPromise]" = {
    DAILY: _("Daily summary of your tasks"),
    WEEKLY: _("Weekly summary of your tasks"),
}
FRESH = timedelta(days=14)  # what waits for longer when it is first seen is no news
ONCE = date(1970, 1, 1)  # the day of what is told once, however often it changes


def told_once(edition: int = 0) -> date:
    """The same of an edition of it: each is told once."""
    return ONCE + timedelta(days=edition)


@dataclass(frozen=True, slots=True)
class MailRecipient:
    """A person, or the functional mailbox of an organisation where there is none. `economies`: whose days they work."""

    reader: Reader
    mailbox: str
    language: str
    person: UUID | None
    zone: str
    economies: frozenset[str]

    @property
    def now(self) -> datetime:
        """The moment on the clock of where they live."""
        return clock.now().astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class Due:
    """Whom to notify of which day; `about` says of what: a record, a participant; NOTHING: of all that is due then."""

    to: MailRecipient
    day: date
    about: UUID = NOTHING


@dataclass(frozen=True, slots=True)
class NotificationLine:
    """What an e-mail says of one thing: the path of its page, and `words` taken from records, `tlp` the highest of
    their markings: above GREEN the line of the kind stands in their place.
    """

    url: str
    words: str = ""
    tlp: int = Tlp.CLEAR

    @property
    def may_leave(self) -> bool:
        """Whether the words may stand in an e-mail, which anybody on its way can read."""
        return bool(self.words) and self.tlp <= Tlp.GREEN


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits for a person, and since when; `again`: each day on which it began is told anew, and so is
    each `edition` of it."""

    about: UUID
    since: datetime
    line: NotificationLine
    again: bool = False
    edition: int = 0

    @property
    def day(self) -> date:
        """The same wherever they live: it tells whether they were notified of it before."""
        return self.since.astimezone(ZoneInfo("UTC")).date() if self.again else told_once(self.edition)


def by_day(rows: "QuerySet[Any, Any]", url: str) -> Iterator[Waiting]:
    """What came in at the times `at` of these rows, told once of each day on which any did, however many."""
    for day in rows.order_by().datetimes("at", "day", tzinfo=ZoneInfo("UTC")):
        yield Waiting(NOTHING, day, NotificationLine(url), again=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """A kind of e-mails that come unasked, of which everybody chooses how often they come: its code, what it is
    called, `many` the page of all that it tells of, and how many minutes one takes.
    """

    code: str
    label: "_StrPromise"
    many: str = ""
    frequency: str = AT_ONCE
    minutes: float = 2.0


# What is due on a day, in whatever room.
DEADLINES = Letters(code="reports", label=_("Deadlines for your reports and replies"), minutes=10.0)
# What strangers write, in whatever room: told once a day, however much it is.
FROM_VISITORS = Letters(code="visitors", label=_("Messages and proposals from visitors"), frequency=DAILY, minutes=5.0)
Lines = Callable[[Collection[Due]], Mapping[Due, NotificationLine]]


def one_by_one(page: Callable[[UUID], str], still: Callable[[Due], bool]) -> Lines:
    """A line without words for each that is wanted at this moment."""
    return lambda due: {each: NotificationLine(page(each.about)) for each in due if still(each)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationKind:
    """One sort of notifications. Each goes once to one recipient about one thing and day, in the daytime of a working
    day, and as often as its recipient chose.

    `found`: what waits for a reader since that moment, of what they see. Or, for days to come, `due`: all that is due
    today, whatever was sent already, and `lines`: those of them that are wanted at this moment. Those without
    `letters` are written by people: they go at once, and so do those that are `urgent`, unless their recipient wants no
    e-mails of their kind. `template`: of an e-mail about one alone; `told`: what that says besides of the site, made
    when it leaves. `line`: what is told of one without words of any record.
    """

    name: str  # as the table of what was sent keeps it
    letters: Letters | None = None
    line: "_StrPromise | str" = ""
    template: str = ""
    found: Callable[[Reader, datetime], Iterable[Waiting]] | None = None
    due: Callable[[], Iterable[Due]] | None = None
    lines: Lines | None = None
    urgent: bool = False
    told: Callable[[Due, str], Mapping[str, object]] | None = None

    def lines_of(self, due: Collection[Due]) -> Mapping[Due, NotificationLine]:
        """Of those that are still wanted, each of which goes to the same recipient."""
        if self.lines is not None:
            return self.lines(due)
        wanted = {(each.day, each.about): each for each in due}
        there = self.waiting(next(iter(due)).to.reader, 2 * FRESH) if due else ()
        return {wanted[each.day, each.about]: each.line for each in there if (each.day, each.about) in wanted}

    def waiting(self, reader: Reader, fresh: timedelta = FRESH) -> Iterable[Waiting]:
        """What waits for them and is still news; what was planned may await a summary meanwhile."""
        since = clock.now() - fresh
        return [each for each in self.found(reader, since) if each.since > since] if self.found else ()
