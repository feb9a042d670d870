"""The list of matches: one page of rows and how many there are, all from what the reader sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from egnatia.activities.activities.queries.listing import with_ids
from egnatia.activities.activities.terms import Vocabulary
from egnatia.kernel.feed import capped_count
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.reader import Reader
from egnatia.matching.models import Match
from egnatia.matching.queries.filtered import ORDER, matches_listed, waiting_for
from egnatia.matching.queries.said import states_of
from egnatia.matching.queries.visible import Matches
from egnatia.matching.rules import MOST_LISTED, NONE, PAGE, MatchFilters
from egnatia.matching.shown import MatchRow, row_of, words_of
from egnatia.pages.paging import Page


@dataclass(frozen=True, slots=True)
class Listing(Page[MatchRow]):
    """One page. `count` is capped: beyond a thousand a list has no pages."""

    SIZE = PAGE

    count: int

    @property
    def capped(self) -> bool:
        return self.count > MOST_LISTED


@dataclass(frozen=True, slots=True)
class Naming:
    """How things are called in this request: asked once, handed down."""

    names: ForumNames
    vocabulary: Vocabulary


def matches_seen_by(reader: Reader, filters: MatchFilters, *, page: int, naming: Naming) -> Listing:
    """The page of the list that `reader` sees. A page beyond the last one is empty."""
    return _page(reader, matches_listed(reader, filters), page, naming)


def queue_of(reader: Reader, *, naming: Naming) -> Listing:
    """The matches that wait for the view of the reader's organisation, the strongest first."""
    return _page(reader, waiting_for(reader), 1, naming)


def waiting_count(reader: Reader) -> int:
    """How many these are, capped."""
    return capped_count(waiting_for(reader))


def first_rows(reader: Reader, filters: MatchFilters, *, most: int, naming: Naming) -> tuple[MatchRow, ...]:
    """The first `most` rows of the list, for a download."""
    return rows_of(reader, _ids(matches_listed(reader, filters), most), naming)


def matches_of_activity(reader: Reader, activity: UUID, *, most: int, naming: Naming) -> Listing:
    """The strongest matches of one activity."""
    return _page(reader, matches_listed(reader, MatchFilters(activity=activity)), 1, naming, size=most)


def _page(reader: Reader, rows: Matches, page: int, naming: Naming, *, size: int = PAGE) -> Listing:
    """All that a list can reach is looked up once: how many there are follows from it."""
    ids = _ids(rows, MOST_LISTED + 1)
    begin = (page - 1) * size
    shown = ids[begin : min(begin + size, MOST_LISTED)]
    more = min(len(ids), MOST_LISTED) > begin + size
    return Listing(rows_of(reader, shown, naming), page, more, len(ids))


def _ids(rows: Matches, most: int) -> list[UUID]:
    """Identifiers first: what is shown of a match is far from where it is found."""
    return list(rows.values_list("pk", flat=True)[:most])


def rows_of(reader: Reader, ids: Iterable[UUID], naming: Naming) -> tuple[MatchRow, ...]:
    """The rows of matches that `reader` sees, in the order of lists."""
    wanted = list(ids)
    matches = list(Match.objects.filter(pk__in=wanted).order_by(*ORDER))
    sides = with_ids(reader, {record for match in matches for record in (match.left_id, match.right_id)}, naming.names)
    states, words = states_of(reader, wanted), words_of(naming.names, naming.vocabulary)
    return tuple(
        row_of(match, sides, states.get(match.pk, NONE), words)
        for match in matches
        if match.left_id in sides and match.right_id in sides
    )
