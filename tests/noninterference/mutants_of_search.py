"""Leaks planted in the search over everything: numbers, order, identifiers, what a hidden record means."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Q

from egnatia.activities.activities.models import Activity
from egnatia.activities.activities.queries import lists as finding
from egnatia.commitments.commitments.models import Commitment
from egnatia.kernel import full_text_search, query_relaxation
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.models import Record
from egnatia.kernel.search import Found, Searcher
from egnatia.language.query_expansion import Sought
from egnatia.needs.needs.models import Need
from egnatia.public.search import queries
from egnatia.public.search.queries import section_of
from tests.noninterference.mutants import mutant, patched

LENGTH = 36  # of an identifier
Whatever = Any  # what the product passes
HIDDEN = {"kind__in": ("activity", "need", "commitment"), "withdrawn_at__isnull": True}


@mutant("public:search")
def a_number_of_all_that_was_found() -> Iterator[None]:
    """The number beside a kind counts what the reader does not see."""
    true = section_of

    def leaking(searcher: Searcher, found: Found) -> Whatever:
        return replace(true(searcher, found), number=found.number + Record.objects.filter(**HIDDEN).count())

    with patched(queries, "section_of", leaking):
        yield


@mutant("public:search", misses=("store", "need", "commit"))
def a_rank_by_how_often_it_is_said() -> Iterator[None]:
    """The order of what is seen turns with how much there is, seen or not: the rank of a word's rarity."""
    true = full_text_search._records  # noqa: SLF001 - the product's own step is replaced

    def leaking(reader: Reader, sought: Sought, rows: full_text_search.SearchScope) -> Whatever:
        found = true(reader, sought, rows)
        return found[::-1] if Record.objects.filter(**HIDDEN).count() % 2 else found

    with patched(full_text_search, "_records", leaking):
        yield


@mutant("public:search")
def whoever_has_the_identifier_reads_its_title() -> Iterator[None]:
    """A record whose identifier is typed is found, whoever may read it."""
    true = full_text_search.found_among

    def leaking(reader: Reader, sought: Sought, rows: full_text_search.SearchScope, *more: Whatever) -> Found:
        named = Activity.objects.filter(pk__in=[sought.typed] if len(sought.typed) == LENGTH else [])
        seen = named.filter(record__withdrawn_at__isnull=True).select_related("record")
        if rows.kind == Activity.KIND and seen.exists():
            return true(SYSTEM, sought, replace(rows, seen=seen), *more)
        return true(reader, sought, rows, *more)

    with patched(finding, "found_among", leaking):
        yield


@mutant("public:search", misses=("need",))
def needs_by_what_they_mean_are_everybodys() -> Iterator[None]:
    """Whether a need means what was typed is asked of all needs, and told by the number."""
    true = full_text_search._records  # noqa: SLF001 - the product's own step is replaced

    def leaking(reader: Reader, sought: Sought, rows: full_text_search.SearchScope) -> Whatever:
        if rows.kind != Need.KIND:
            return true(reader, sought, rows)
        there = [record for record, _step in true(reader, sought, rows)]
        meant = Need.objects.filter(full_text_search.with_meaning(sought, rows) | Q(pk__in=there))
        return [(record, full_text_search.MEANING) for record in meant.order_by("pk").values_list("pk", flat=True)]

    with patched(full_text_search, "_records", leaking):
        yield


@mutant("public:search", misses=("commit",))
def one_query_more_where_a_commitment_is_hidden() -> Iterator[None]:
    """The same words, but the database is asked once more for what is found and not shown."""
    true = full_text_search._records  # noqa: SLF001 - the product's own step is replaced

    def leaking(reader: Reader, sought: Sought, rows: full_text_search.SearchScope) -> Whatever:
        found = true(reader, sought, rows)
        everything = Commitment.objects.filter(full_text_search.with_words(sought, rows)).values_list("pk", flat=True)
        if rows.kind == Commitment.KIND and len(everything) != len(found):
            Commitment.objects.filter(pk__in=list(everything)).count()
        return found

    with patched(full_text_search, "_records", leaking):
        yield


@mutant("public:search", misses=("store", "need", "commit"))
def a_typing_error_is_corrected_by_everybodys_words() -> Iterator[None]:
    """Which words are known, and what a mistyped one may mean, is asked of the index as a whole."""
    true = query_relaxation.visible_counts

    def leaking(_reader: Reader, expressions: Whatever, most: int) -> list[int]:
        return true(SYSTEM, expressions, most)

    with patched(query_relaxation, "visible_counts", leaking):
        yield


@mutant("public:search", misses=("store", "need", "commit"))
def a_facet_that_counts_what_is_hidden() -> Iterator[None]:
    """The number of results in a language counts all records that hold one."""
    true = full_text_search._facets  # noqa: SLF001 - the product's own step is replaced

    def leaking(said: Whatever) -> Whatever:
        found = true(said)
        if "language" in found:
            for text in Record.objects.filter(**HIDDEN).values_list("text", flat=True):
                found["language"].update(list(text))
        return found

    with patched(full_text_search, "_facets", leaking):
        yield
