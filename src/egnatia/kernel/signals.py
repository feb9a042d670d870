"""What domains may listen to, so that they need not know each other."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class Funded:
    """An activity that the reader sees: its title, and the names of who pays for it."""

    title: str
    funders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A record that stands beside another: what it says, where that stands, its page and its marking."""

    title: str
    lang: str
    source: str
    url: str
    tlp: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A day in somebody's calendar: `words` that he may read, `url` a path, `changed_at` when it last changed."""

    record: UUID
    kind: str
    day: date
    words: str
    url: str
    changed_at: datetime


# Sent with `record` and `by`, who marked it, inside the transaction in which its marking changed.
record_marked = Signal()
# Sent inside the transaction that loads the demo's people and activities, or takes them away; receivers answer with how
# many records they made or withdrew. `returning`: what was taken away before comes back.
demo_loaded = Signal()
demo_removed = Signal()
# Sent with `reader` and the codes of `economies` whose focal point he is; receivers answer with the `desk.DeskPart`
# that they put on his desk, made of what he sees.
desk_asked = Signal()
# Sent with `reader` and `activities` (identifiers); receivers answer with a Funded by identifier, of those that the
# reader sees.
funders_asked = Signal()
# Sent with `reader` and `record`; receivers answer with a tuple of Beside: what was agreed that it carries out or is
# needed for, of what the reader sees.
agreements_asked = Signal()
# Sent with `reader`, whose language is spoken; receivers answer with a list of Entry: days to come, of what he sees.
calendar_asked = Signal()
# Sent without a reader; receivers answer with the `changes.Telling` of whatever changes in their domain.
changes_asked = Signal()
# Sent without a reader; receivers answer with the `lists.FilteredList` of their domain.
lists_asked = Signal()
