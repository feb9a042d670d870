"""The list of needs: by economies in the forum's order, and inside each by priority. Never ranked across economies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from egnatia.kernel.access.policy import may_read
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.full_text_search import FacetColumn, SearchScope, found_among
from egnatia.kernel.models import RecordQuerySet
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.language.query_expansion import Sought, search_expression
from egnatia.needs.needs.fields import NEED, NeedContent
from egnatia.needs.needs.models import Need
from egnatia.needs.needs.presenters import NeedBasis, NeedRow, economy_of, row_of
from egnatia.needs.needs.queries.visible import words_for
from egnatia.needs.needs.rules import CONFIRMED, MOST_LISTED, PAGE, PRIORITIES, NeedFilters
from egnatia.pages.pagination import Page
from egnatia.people.addresses import hit_of
from egnatia.taxonomy.forum import ForumNames, forum, told
from egnatia.taxonomy.vocabularies import Objectives, objectives


class ListedNeed(NamedTuple):
    """A need of a list, before its row is made."""

    record: UUID
    economy: str
    objective: str
    priority: str
    status: str
    stated_on: date


@dataclass(frozen=True, slots=True)
class NeedListing(Page[NeedRow]):
    """One page, and what the list rests on."""

    SIZE = PAGE

    basis: NeedBasis


@dataclass(frozen=True, slots=True)
class NeedListQuery:
    """Who asks, and in which words they are answered."""

    reader: Reader
    names: ForumNames
    objectives: Objectives

    def listing(self, filters: NeedFilters, *, page: int) -> NeedListing:
        """The page of the list. A page beyond the last one is empty."""
        found = self._found(filters)
        begin, end = (page - 1) * PAGE, page * PAGE
        return NeedListing(self._rows(found[begin:end]), page, end < len(found), basis_of(found))

    def first_rows(self, filters: NeedFilters, *, most: int) -> tuple[tuple[NeedRow, ...], NeedBasis]:
        """The first `most` rows of the list, for a download, and what they rest on."""
        found = self._found(filters)
        return self._rows(found[:most]), basis_of(found)

    def records(self, filters: NeedFilters, *, most: int) -> tuple[UUID, ...]:
        """The first `most` needs of the list, by their records."""
        return tuple(each.record for each in self._found(filters)[:most])

    def rows_with_ids(self, records: Sequence[UUID]) -> tuple[NeedRow, ...]:
        """The rows of those of the given needs that the reader sees, in the order of the list."""
        return self._rows(self._in_order(Need.visible_to(self.reader).filter(pk__in=list(records))))

    def needs(self, filters: NeedFilters) -> RecordQuerySet:
        """All needs of the list, in no order."""
        return Need.visible_to(self.reader).filter(self._condition(filters))

    def _found(self, filters: NeedFilters) -> list[ListedNeed]:
        return self._in_order(self.needs(filters))[:MOST_LISTED]

    def _in_order(self, needs: RecordQuerySet) -> list[ListedNeed]:
        columns = ("pk", "economy_id", "objective", "priority", "status", "stated_on")
        found = [ListedNeed(*values) for values in needs.values_list(*columns)]
        economies = {each.code: at for at, each in enumerate(self.names.economies)}
        objectives = {code: self.objectives.place(code) for code in {each.objective for each in found}}
        return sorted(
            found,
            key=lambda each: (
                economies.get(each.economy, len(economies)),
                each.economy,
                PRIORITIES.index(each.priority),
                objectives[each.objective],
                each.record,
            ),
        )

    def _condition(self, filters: NeedFilters) -> Q:
        wanted = Q()
        for column in ("economy", "priority", "nature", "perspective", "status"):
            if value := getattr(filters, column):
                wanted &= Q(**{column: value})
        if filters.objective:
            wanted &= Q(objective__in=self.objectives.below(filters.objective))
        expression = search_expression(filters.q)
        if expression:
            wanted &= Q(record__search=SearchQuery(expression, search_type="raw", config="simple"))
        return wanted

    def _rows(self, found: Sequence[ListedNeed]) -> tuple[NeedRow, ...]:
        rows = Need.visible_to(self.reader).defer("record__search").in_bulk([each.record for each in found])
        needs = [rows[each.record] for each in found]
        words = words_for(self.reader, self.names, self.objectives, needs)
        return tuple(row_of(need, words) for need in needs if may_read(self.reader, need.record.envelope).allowed)


def basis_of(found: Sequence[ListedNeed]) -> NeedBasis:
    return NeedBasis(
        needs=len(found),
        economies=len({each.economy for each in found}),
        confirmed=sum(each.status == CONFIRMED for each in found),
        newest=max((each.stated_on for each in found), default=None),
    )


def needs_of(reader: Reader, records: Sequence[UUID], names: ForumNames, objectives: Objectives) -> tuple[NeedRow, ...]:
    """The rows of the given needs that `reader` sees: what a cell of the matrix shows in an economy's own words."""
    return NeedListQuery(reader, names, objectives).rows_with_ids(records)


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    """Exactly named are those of the objective whose code was typed."""
    names, known = forum(), objectives()

    def hits(needs: list[Need]) -> list[Hit]:
        return [_hit(each, NeedContent(**NEED.known(reader, each)), names, known) for each in needs]

    named = Q(objective=sought.typed)
    order, facets = ("-stated_on", "-record_id"), {"economy": FacetColumn("economy")}
    rows = SearchScope(Need.KIND, Need.visible_to(reader), order, named, facets=facets)
    return found_among(reader, sought, rows, span, hits)


def _hit(need: Need, said: NeedContent, names: ForumNames, known: Objectives) -> Hit:
    text, lang, _original = told(said.words.texts, *said.words.first())
    about = (economy_of(said.economy, names).name, known.full(said.objective), said.source)
    return hit_of(need, text, lang, about)


SEARCHER = Searcher(Need.KIND, _("Needs"), 20, find, listed="needs:needs")
