"""What is new or changed among what a reader may see: each room declares of which of its things it tells.

When a record changed is its `changed_at`, which what it says and its marking both move on. A record that is seen today
was last marked as it is today, and whatever came after was written under that marking: the moment of a change that its
reader may not see is never told. What they may read of it then are its versions, by their own rule.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value

from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record, seen

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST = 500  # of one kind that are listed, the newest
Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Span:
    """From one moment, which lies outside, until another, which lies inside."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """What is said of one thing: `words` in their language `lang`, what they are about, where they are shown.

    `by` wrote it last, "" where its own page names nobody. `fate` says what became of it, where that does not follow
    from its versions; `tlp` is its marking, "" for what has none of its own.
    """

    words: str
    url: str
    lang: str = ""
    about: str = ""
    by: str = ""
    fate: str = ""
    tlp: str = ""


@dataclass(frozen=True, slots=True)
class ChangeSubject:
    """What a thing that changed concerns, of what its reader sees. `economies` and `asks`, whose focal point has to
    answer it, are codes; what came in one run of an import has the same `batch`, which is never shown.
    """

    economies: tuple[str, ...] = ()
    asks: str = ""
    batch: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """One kind of things that change.

    `told`: what each of the given ones is, of those that the reader sees. `moved`: the rows that they see and that
    changed in a span, each once, with that moment as `at`; None for records of which their markings decide alone.
    `subjects`: what each of the given ones concerns, of those that the reader sees. `history`: their pages show every
    version, with who wrote it.
    """

    kind: str
    name: "str | _StrPromise"  # of one
    title: "str | _StrPromise"  # of many
    told: Callable[[Reader, Sequence[UUID]], Mapping[UUID, ChangeEntry]]
    moved: Callable[[Reader, Span], Rows] | None = None
    history: bool = False
    subjects: Callable[[Reader, Sequence[UUID]], Mapping[UUID, ChangeSubject]] | None = None


@dataclass(frozen=True, slots=True, order=True)
class ChangeEvent:
    """That something changed, and when last."""

    at: datetime
    id: UUID
    kind: str


def records_moved(reader: Reader, span: Span, *kinds: str) -> Rows:
    """The records of some kinds that changed, as far as the reader sees them."""
    changed = Record.objects.filter(kind__in=kinds, changed_at__gt=span.since, changed_at__lte=span.until)
    return changed.filter(seen(reader, "pk", *kinds)).annotate(at=F("changed_at"))


def moved_for(reader: Reader, span: Span, of: Iterable[Telling]) -> dict[str, list[ChangeEvent]]:
    """What changed, by kind, the newest first; one more than `MOST` of a kind at most. One query."""
    found: dict[str, list[ChangeEvent]] = {}
    for pk, at, kind in _united([_range(reader, span, telling) for telling in of]):
        found.setdefault(kind, []).append(ChangeEvent(at, pk, kind))
    return {kind: sorted(moved, reverse=True) for kind, moved in found.items()}


def number_for(reader: Reader, span: Span, of: Sequence[Telling]) -> int:
    """How many things changed, up to one more than `MOST`. One query, and less to put together than the whole list."""
    plain = [telling.kind for telling in of if telling.moved is None]
    ranges = [telling.moved(reader, span) for telling in of if telling.moved is not None]
    ranges += [records_moved(reader, span, *plain)] if plain else []
    rows = _united([rows.order_by().values_list("pk", "at")[: MOST + 1] for rows in ranges])
    return min(len(list(rows)), MOST + 1)


def _range(reader: Reader, span: Span, telling: Telling) -> Rows:
    rows = telling.moved(reader, span) if telling.moved else records_moved(reader, span, telling.kind)
    named: Rows = rows.annotate(told_as=Value(telling.kind, CharField()))
    return named.order_by("-at", "-pk").values_list("pk", "at", "told_as")[: MOST + 1]


def _united(ranges: Sequence[Rows]) -> "Iterable[Any]":
    """The rows of all of them, in no order."""
    if len(ranges) < 2:
        return ranges[0] if ranges else ()
    return ranges[0].union(*ranges[1:], all=True)
