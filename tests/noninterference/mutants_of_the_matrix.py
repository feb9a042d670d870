"""Leaks planted in what hangs on the matrix: the map and published extracts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db.models import Q

from egnatia.kernel.reader import Reader
from egnatia.mapping.extracts.models import Extract, ExtractSource
from egnatia.mapping.extracts.queries import gathering, reading
from egnatia.mapping.frozen.kept import Source
from egnatia.mapping.matrix.models import MatrixWork
from egnatia.mapping.matrix.queries import places
from egnatia.mapping.matrix.rules import MatrixFilters
from tests.noninterference.comparing import Case
from tests.noninterference.extracts import filters_of
from tests.noninterference.mutants import everywhere, mutant, patched
from tests.noninterference.operations import Operation


@mutant("mapping:map")
def a_dot_for_a_hidden_activity() -> Iterator[None]:
    """The map shows where anybody is at work."""

    def leaking(_asking: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return MatrixWork.objects.filter(activity__record__withdrawn_at__isnull=True)

    with patched(places, "_active", leaking):
        yield


def _after_it_was_published(case: Case, hidden: Operation) -> bool:
    """A source of an extract that asked for all that there was."""
    published = next(step for step in case.known if step.verb == "publish")
    stored = [step.number for step in case.plan if step.verb == "store" and step.key == hidden.key]
    counted = any(number < published.number for number in stored) and filters_of(published) == MatrixFilters()
    return counted and hidden.number > published.number


@mutant(
    *("public:extract", "public:extract-cell"),
    misses=("withdraw", "narrow"),
    knows="publish",
    would=_after_it_was_published,
)
def an_extract_of_what_was_hidden_since() -> Iterator[None]:
    """An extract counts a source that was narrowed or withdrawn after it was published."""

    def leaking(_reader: Reader, extract: Extract) -> list[Source]:
        rows = ExtractSource.objects.filter(extract=extract).order_by("pk")
        return [Source(row.record_id, row.version, frozenset(), reading._frozen(row)) for row in rows]  # noqa: SLF001 - the product's own way of reading it

    with patched(reading, "_sources", leaking):
        yield


@mutant("public:extract", "public:extract-cell", knows="publish")
def an_extract_that_counts_a_hidden_source() -> Iterator[None]:
    """An extract rests on everything that the matrix counts, and shows all that it rests on."""
    everything = lambda _audience, column: Q(**{f"{column}__isnull": False})  # noqa: E731 - one line
    with (
        patched(gathering, "covering", everything),
        patched(gathering, "covers", lambda _source, _audience: True),
        an_extract_of_what_was_hidden_since.plant(),
    ):
        yield


@mutant("mapping:extract-new")
def what_is_left_out_is_counted_for_everybody() -> Iterator[None]:
    """The officer is told how many activities stay out, those included that he does not see."""
    true = gathering.gathered

    def leaking(*asked: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        return replace(true(*asked), activities_left_out=MatrixWork.objects.count())

    with everywhere("gathered", gathering, leaking):
        yield
