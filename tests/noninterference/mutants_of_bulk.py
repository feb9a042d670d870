"""Leaks planted on purpose where many records are changed at once."""

from collections.abc import Iterator
from typing import Any

from egnatia.activities.activities.queries import lists
from egnatia.kernel.access.reader import SYSTEM, Reader
from egnatia.kernel.models import Record
from egnatia.needs.bulk_changes import views
from egnatia.needs.bulk_changes.models import BulkChange
from egnatia.needs.bulk_changes.queries import history, preview, visible
from tests.noninterference.bulk import SEVERAL
from tests.noninterference.comparing import Case
from tests.noninterference.mutants import everywhere, mutant, patched
from tests.noninterference.operations import Operation


def of_their_own(case: Case, hidden: Operation) -> bool:
    """What is hidden from them now they changed themselves, together with something that they still know of."""
    return any(
        step.verb == SEVERAL and step.by.username == case.who.username and hidden.key in (step.key, step.other)
        for step in case.plan
    )


@mutant("needs:bulk-choosing", "needs:bulk-preview")
def chosen_by_their_identifiers() -> Iterator[None]:
    """Whoever knows the identifier of a record reads its title among those that they chose."""
    true = visible.seen

    def leaking(name: str, records: Any, *, by: Reader) -> Any:  # noqa: ANN401 - whatever the product passes
        del by
        return true(name, records, by=SYSTEM)

    with everywhere("seen", visible, leaking):
        yield


@mutant("needs:bulk-choosing", "needs:bulk-preview")
def hidden_is_not_missing() -> Iterator[None]:
    """The page says how many of those that were chosen never were; a hidden one is not among them."""
    true = preview.chosen_by

    def leaking(reader: Reader, name: str, records: Any) -> Any:  # noqa: ANN401 - whatever the product passes
        found = true(reader, name, records)
        there = Record.objects.filter(pk__in=records).count()
        return preview.BulkSelection(found.rows, len(records) - there)

    with everywhere("chosen_by", preview, leaking):
        yield


@mutant("needs:bulk-choosing")
def all_there_are() -> Iterator[None]:
    """ "All that are listed" are all that any reader would be shown."""
    true = lists.records_of

    def leaking(_reader: Reader, filters: Any, *, most: int) -> Any:  # noqa: ANN401 - whatever the product passes
        return true(SYSTEM, filters, most=most)

    with patched(views, "records_of", leaking):
        yield


@mutant("needs:bulk-change", "needs:bulk-changes", knows=SEVERAL, would=of_their_own)
def changed_and_hidden_since() -> Iterator[None]:
    """The page of one's own change names and counts what one does not see any more."""
    true = visible.seen

    def leaking(name: str, records: Any, *, by: Reader) -> Any:  # noqa: ANN401 - whatever the product passes
        del by
        return true(name, records, by=SYSTEM)

    with patched(history, "seen", leaking):
        yield


@mutant("needs:bulk-change", "needs:bulk-changes", would=of_their_own)
def change_of_hidden_records_only() -> Iterator[None]:
    """A change stays in the list of one's own when all its records are hidden."""

    def leaking(reader: Reader) -> Any:  # noqa: ANN401 - a set of rows
        return BulkChange.objects.filter(person__in=[reader.person] if reader.person else [])

    with everywhere("own", visible, leaking):
        yield
