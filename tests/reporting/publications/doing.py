"""Published publications for tests: say only what the test is about."""

from uuid import UUID

from tests import make

from egnatia.kernel import clock
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Record
from egnatia.kernel.reader import Reader
from egnatia.needs.matrix.queries.counting import Asking
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.reporting.publications.actions import publish_publication
from egnatia.reporting.publications.rules import Said
from egnatia.reporting.snapshots.sources import Part


def said(part: Part | None = None, filters: MatrixFilters | None = None) -> Said:
    texts = ("Needs and activities 2026", "Two rounds of letters.", "Arms are not in it.", "en")
    return Said(*texts, clock.today(), part or Part(3), filters.query if filters else {})


def published(
    by: Reader,
    marking: Marking = make.CLEAR,
    *,
    filters: MatrixFilters | None = None,
    part: Part | None = None,
    expected: str | None = None,
) -> UUID:
    asking = Asking(by, filters or MatrixFilters(), clock.today())
    return publish_publication(said(part, filters), marking, asking, expected=expected)


def record(of: UUID) -> Record:
    return Record.objects.get(pk=of)
