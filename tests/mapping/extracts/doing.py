"""Published extracts for tests: say only what the test is about."""

from uuid import UUID

from egnatia.kernel import clock
from egnatia.kernel.marking import Marking
from egnatia.kernel.models import Record
from egnatia.kernel.reader import Reader
from egnatia.mapping.extracts.actions.publishing import publish_extract
from egnatia.mapping.extracts.rules import Said
from egnatia.mapping.frozen.part import Part
from egnatia.mapping.matrix.queries.counting import Asking
from egnatia.mapping.matrix.rules import MatrixFilters
from tests import make


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
    return publish_extract(said(part, filters), marking, asking, expected=expected)


def record(of: UUID) -> Record:
    return Record.objects.get(pk=of)
