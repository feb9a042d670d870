"""What the secretariat did about matches, and how many of them wait: seen by the secretariat alone, and of it by those
who see the match."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.feed import capped_count
from egnatia.kernel.models import Office, Person
from egnatia.matching import labels
from egnatia.matching.models import DeskEntry
from egnatia.matching.queries.lists import matches_listed, waiting_for
from egnatia.matching.queries.positions import all_states
from egnatia.matching.queries.visible import (
    SENT,
    entries_visible_to,
    handled_by_desk,
    matches_visible_to,
    positions_visible_to,
)
from egnatia.matching.rules import AGREED, MOST_LISTED, MatchFilters

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class DeskEntryLine:
    """One entry as shown. `undoable`: an e-mail that left is not taken back."""

    id: UUID
    verb: str
    text: str
    person: str
    day: date | None
    by: str
    at: datetime
    undone: bool
    undoable: bool

    @property
    def label(self) -> str:
        return labels.label(labels.DESK, self.verb)


def desk_lines(reader: Reader, match: UUID) -> tuple[DeskEntryLine, ...]:
    """What was done about one match, the newest first."""
    rows = entries_visible_to(reader).filter(match=match).select_related("person").order_by("-made_at", "-pk")
    return tuple(_line(row) for row in rows)


def _line(row: DeskEntry) -> DeskEntryLine:
    undone = row.undone_at is not None
    return DeskEntryLine(
        id=row.pk,
        verb=row.verb,
        text=row.text,
        person=row.person.name if row.person else "",
        day=row.day,
        by=row.made_by,
        at=row.made_at,
        undone=undone,
        undoable=not undone and row.verb not in SENT,
    )


def colleagues_of(reader: Reader) -> list[tuple[str, str]]:
    """Whom the secretariat can assign something to, by identifier and name: those who hold its office today."""
    if not reader.is_secretariat:
        return []
    today = clock.today()
    offices = Office.objects.filter(kind="S", person__isnull=False, since__lte=today).exclude(until__lt=today)
    people = Person.objects.filter(pk__in=offices.values("person"), is_active=True).order_by("name", "pk")
    return [(str(pk), name) for pk, name in people.values_list("pk", "name")]


def agenda_of(reader: Reader) -> dict[UUID, str]:
    """The overlaps that the secretariat put on an agenda, with what is to be decided in its words, the longest waiting
    first. Empty for everybody but the secretariat, until the paper is theirs to read."""
    rows = entries_visible_to(reader).filter(verb=DeskEntry.Verb.AGENDA, undone_at__isnull=True)
    return dict(rows.order_by("made_at", "pk").values_list("match", "text"))


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """What the start page of the secretariat says. `new` and `agreed` since a week ago, all capped."""

    new: int
    awaiting: int
    agreed: int


def desk_counts(reader: Reader) -> DeskCounts:
    """Among the matches that the reader sees and that are found still."""
    since = clock.now() - WEEK
    there = matches_visible_to(reader).filter(gone_at__isnull=True).order_by()
    spoken = positions_visible_to(reader)
    lately = set(spoken.filter(stated_at__gte=since).order_by().values_list("match", flat=True))
    agreed = [match for match, state in all_states(reader).items() if state == AGREED and match in lately]
    return DeskCounts(
        new=capped_count(there.filter(found_at__gte=since)),
        awaiting=capped_count(there.exclude(pk__in=spoken.order_by().values("match"))),
        agreed=there.filter(pk__in=agreed).count(),
    )


def following(reader: Reader, filters: MatchFilters, match: UUID) -> UUID | None:
    """The next match of the list that waits for the reader: for what the secretariat does, or for the position of their
    organisation; after the last one the first that waits. None where nothing does. Two queries."""
    listed = matches_listed(reader, filters)
    ids = list(listed.values_list("pk", flat=True)[:MOST_LISTED])
    wait = listed.exclude(pk__in=handled_by_desk(reader)) if reader.is_secretariat else waiting_for(reader)
    waiting = set(wait.filter(pk__in=ids).values_list("pk", flat=True)) - {match}
    begin = ids.index(match) + 1 if match in ids else 0
    return next((each for each in (*ids[begin:], *ids[:begin]) if each in waiting), None)


def assigned_to(reader: Reader) -> int:
    """How many matches a colleague, or they themselves, assigned to the reader."""
    if not reader.is_secretariat:
        return 0
    rows = entries_visible_to(reader).filter(verb=DeskEntry.Verb.ASSIGNED, undone_at__isnull=True)
    return capped_count(rows.filter(person=UUID(reader.person)))
