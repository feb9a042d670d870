"""Published publications for tests: say only what the test is about."""

from uuid import UUID

from tests import make

from egnatia.kernel import clock
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.models import Record
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.reporting.publications.actions import publish_publication
from egnatia.reporting.publications.rules import PublicationContent
from egnatia.reporting.snapshots.sources import MatrixPart


def said(part: MatrixPart | None = None, filters: MatrixFilters | None = None) -> PublicationContent:
    texts = ("Needs and activities 2026", "Two mapping rounds.", "Arms are not in it.", "en")
    return PublicationContent(*texts, clock.today(), part or MatrixPart(3), filters.query if filters else {})


def published(
    by: Reader,
    marking: Marking = make.CLEAR,
    *,
    filters: MatrixFilters | None = None,
    part: MatrixPart | None = None,
    expected: str | None = None,
) -> UUID:
    asking = MatrixQuery(by, filters or MatrixFilters(), clock.today())
    return publish_publication(said(part, filters), marking, asking, expected=expected)


def record(of: UUID) -> Record:
    return Record.objects.get(pk=of)
