"""What a room reminds people of by e-mail, and whom. Sent by `egnatia.reminders`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


NOTHING = UUID(int=0)  # the identifier of none


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
    """Whom to remind of which day; `about` says of what: a record, a participant; NOTHING: of all that is due then."""

    to: MailRecipient
    day: date
    about: UUID = NOTHING


@dataclass(frozen=True, slots=True)
class Letters:
    """E-mails that come unasked, which everybody may end: the code of the sort and what it is called."""

    code: str
    label: "_StrPromise"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderKind:
    """One sort of reminders. Each goes once to one recipient about one thing and day, in the daytime of a working day.

    `due`: all that is due today, whatever was sent already. `still`: whether one is wanted at this moment. `page`: the
    path of what it is about. Those without `due` and `letters` are written by people: they go at once.
    """

    name: str  # as the table of reminders keeps it
    template: str
    page: Callable[[UUID], str]
    still: Callable[[Due], bool]
    due: Callable[[], Iterable[Due]] | None = None
    letters: Letters | None = None
