"""Leaks planted in what hangs on the matrix: the map and published publications."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Q

from egnatia.kernel.access.reader import Reader
from egnatia.needs.matrix.models import MatrixWork
from egnatia.needs.matrix.queries import places
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.reporting.publications import queries
from egnatia.reporting.publications.models import Publication, PublicationSource
from egnatia.reporting.snapshots.sources import SourceRecord
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import everywhere, mutant, patched
from tests.noninterference.operations import Operation
from tests.noninterference.publications import filters_of


@mutant("needs:map")
def a_dot_for_a_hidden_activity() -> Iterator[None]:
    """The map shows where anybody is at work."""

    def leaking(_asking: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return MatrixWork.objects.filter(activity__record__withdrawn_at__isnull=True)

    with patched(places, "_active", leaking):
        yield


def _after_it_was_published(case: Case, hidden: Operation) -> bool:
    """A source of a publication that asked for all that there was."""
    published = next(step for step in case.known if step.verb == "publish")
    stored = [step.number for step in case.plan if step.verb == "store" and step.key == hidden.key]
    counted = any(number < published.number for number in stored) and filters_of(published) == MatrixFilters()
    return counted and hidden.number > published.number


@mutant(
    *("public:publication", "public:publication-cell"),
    misses=("withdraw", "narrow"),
    knows="publish",
    would=_after_it_was_published,
)
def a_publication_of_what_was_hidden_since() -> Iterator[None]:
    """A publication counts a source that was narrowed or withdrawn after it was published."""

    def leaking(_reader: Reader, publication: Publication) -> list[SourceRecord]:
        rows = PublicationSource.objects.filter(publication=publication).order_by("pk")
        return [SourceRecord(row.record_id, row.version, frozenset(), queries._frozen(row)) for row in rows]  # noqa: SLF001 - the product's own way of reading it

    with patched(queries, "_sources", leaking):
        yield


@mutant("public:publication", "public:publication-cell", knows="publish")
def a_publication_that_counts_a_hidden_source() -> Iterator[None]:
    """A publication rests on everything that the matrix counts, and shows all that it rests on."""
    everything = lambda _audience, column: Q(**{f"{column}__isnull": False})  # noqa: E731 - one line
    with (
        patched(queries, "covering", everything),
        patched(queries, "covers", lambda _source, _audience: True),
        a_publication_of_what_was_hidden_since.plant(),
    ):
        yield


@mutant("reporting:publication-new")
def what_is_left_out_is_counted_for_everybody() -> Iterator[None]:
    """The officer is told how many activities stay out, those included that they do not see."""
    true = queries.gathered

    def leaking(*asked: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return replace(true(*asked), activities_left_out=MatrixWork.objects.count())

    with everywhere("gathered", queries, leaking):
        yield
