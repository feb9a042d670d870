"""Leaks planted on purpose in reports: in what they hold, in which of them there are, in what one could be made of."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.reporting.reports import queries
from egnatia.reporting.reports.models import Report
from egnatia.reporting.snapshots.models import Snapshot, SnapshotSource
from egnatia.reporting.snapshots.queries import findings
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import everywhere, mutant, patched
from tests.noninterference.operations import Operation


@mutant("reporting:report", "reporting:report-download", knows="make report", beside=True)
def a_report_of_what_was_hidden_since() -> Iterator[None]:
    """A report holds everything of its snapshot, whoever may read it."""

    def leaking(_reader: Reader, found: Snapshot) -> Any:  # noqa: ANN401 - whatever the product passes
        return SnapshotSource.objects.filter(snapshot=found).order_by("record")

    with (
        everywhere("_sources", findings, leaking),
        patched(findings, "covers", lambda _source, _audience: True),
        patched(findings, "covering", lambda _audience, column: Q(**{f"{column}__isnull": False})),
    ):
        yield


@mutant("reporting:reports", misses=("make report",))
def reports_of_hidden_snapshots() -> Iterator[None]:
    """The list names reports that its reader may not read."""
    true = queries.reports_seen_by
    with everywhere("reports_seen_by", queries, lambda _reader: true(SYSTEM)):
        yield


@mutant("reporting:report", "reporting:report-download", misses=("make report",))
def a_report_whose_existence_shows() -> Iterator[None]:
    """Whoever knows the address of a report is told that it is there."""
    true = queries.report_row

    def leaking(reader: Reader, record: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        if Report.objects.filter(pk=record).exists():
            return true(SYSTEM, record)
        return true(reader, record)

    with everywhere("report_row", queries, leaking):
        yield


def recalled(case: Case, hidden: Operation) -> bool:
    """What is hidden from the desk now it froze while it read it."""
    frozen = next(step.number for step in case.plan if step.verb == "freeze")
    since = (step for step in case.plan if step.key == hidden.key and step.number > frozen)
    return case.who.secretariat and any(step.verb in ("narrow", "withdraw") for step in since)


@mutant("reporting:report-new", knows="freeze", would=recalled)
def partners_of_hidden_activities() -> Iterator[None]:
    """What a brief could be about is offered from everything that the snapshot holds."""

    def leaking(_reader: Reader, found: Snapshot) -> Any:  # noqa: ANN401 - whatever the product passes
        return SnapshotSource.objects.filter(snapshot=found).order_by("record")

    with everywhere("_sources", findings, leaking):
        yield
