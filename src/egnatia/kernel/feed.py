"""The newest records that a reader may see: one short indexed range per token, then a merge (measured in design.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet

from egnatia.kernel.access.marking import Tlp, may_open
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Grant, Record, supports_seen

COUNT_CAP = 1000
NOBODY = ""  # a token that no record bears: the database is asked even where none that they hold would do
EVER = 1_000_000_000  # a limit that nothing reaches: the database cannot know, and answers a question with it apart
FEW = 10_000  # grants, up to which it is quicker to begin with them than to go through all records in order


@dataclass(frozen=True, slots=True)
class FeedCursor:
    """Where a page of a feed ends: the next one begins behind it."""

    published_at: datetime
    record: UUID


def newest(
    reader: Reader, kind: str, *, limit: int, behind: FeedCursor | None = None, search: SearchQuery | None = None
) -> list[FeedCursor]:
    """The places of the newest `limit` records of `kind`, newest first, each once; those that `search` finds."""
    if reader.is_system:
        return _of_system(kind, limit, behind, {"search": search} if search else {})
    # A record may be granted by all of a reader's tokens, so each range is as long as the page.
    supports = supports_seen(reader, kind)
    supports = supports & Q(record__search=search) if search else supports
    ranges = [_range(token, kind, supports, limit, behind) for token in sorted(reader.held)]
    merged = ranges[0].union(*ranges[1:]).order_by("-published_at", "-record_id") if len(ranges) > 1 else ranges[0]
    return [FeedCursor(published_at, record) for published_at, record in merged[:limit]]


def steps(reader: Reader, kind: str, *, step: int, search: SearchQuery | None = None) -> Iterator[list[FeedCursor]]:
    """The places of all of them, `step` at a time; the next ones are asked for when they are wanted."""
    places = newest(reader, kind, limit=step, search=search)
    yield places
    while len(places) == step:
        places = newest(reader, kind, limit=step, behind=places[-1], search=search)
        yield places


def _range(
    token: str, kind: str, supports: Q, limit: int, behind: FeedCursor | None
) -> "QuerySet[Grant, tuple[datetime, UUID]]":
    rows = Grant.objects.filter(_behind(behind), supports, token=token, kind=kind)
    return rows.order_by("-published_at", "-record_id").values_list("published_at", "record_id")[:limit]


def _behind(place: FeedCursor | None) -> Q:
    if place is None:
        return Q()
    older = Q(published_at__lt=place.published_at)
    return older | Q(published_at=place.published_at, record_id__lt=place.record)


def _of_system(kind: str, limit: int, behind: FeedCursor | None, found: dict[str, SearchQuery]) -> list[FeedCursor]:
    rows = Record.objects.filter(kind=kind, withdrawn_at__isnull=True, **found)
    if behind is not None:
        older = Q(published_at__lt=behind.published_at)
        rows = rows.filter(older | Q(published_at=behind.published_at, pk__lt=behind.record))
    places = rows.order_by("-published_at", "-pk").values_list("published_at", "pk")[:limit]
    return [FeedCursor(published_at, record) for published_at, record in places]


def capped_count(rows: "QuerySet[Any, Any]", cap: int = COUNT_CAP) -> int:
    """How many rows there are, up to `cap`; pages then say "1000+"."""
    return rows.order_by()[: cap + 1].count()


def of_few(reader: Reader, kind: str, *, tlp: Tlp | None = None) -> Q:
    """A condition on rows of `kind` that leaves out nothing that `reader` sees, of what is marked with `tlp` if given.

    Where they see few, the database begins with those, whatever order and filters ask for, and does not go through all
    that others see. One query.
    """
    held = sorted(token for token in reader.held if tlp is None or may_open(tlp, token))
    granted = Grant.objects.filter(token__in=[*held, NOBODY], kind=kind).order_by()
    if reader.is_system or granted[: FEW + 1].count() > FEW:
        return Q()
    return Q(pk__in=granted.values("record_id")[:EVER])
