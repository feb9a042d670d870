"""Reports for tests: say only what the test is about."""

from uuid import UUID

from tests import make

from egnatia.formats.reports.document import Document, Table
from egnatia.kernel.access.marking import Marking
from egnatia.kernel.access.reader import Reader
from egnatia.reporting.reports.actions import Making, look_at, make_report
from egnatia.reporting.reports.queries import report_seen_by
from egnatia.reporting.reports.rules import Subject

FOCAL_POINTS = make.amber("focal-points")
ALBANIANS = make.amber("focal-points", economies=("ALB",))


def making(snapshot: UUID, subject: str = "support", marking: Marking = make.GREEN, second: str = "sq") -> Making:
    found = Subject.of(subject)
    assert found is not None
    return Making(snapshot, found, second, marking)


def made(
    snapshot: UUID, desk: Reader, subject: str = "support", *, marking: Marking = make.GREEN, second: str = "sq"
) -> UUID:
    """A report whose risky words are all kept as quoted."""
    wanted = making(snapshot, subject, marking, second)
    return make_report(wanted, kept=[hit.id for hit in look_at(wanted, by=desk).hits], by=desk)


def document(reader: Reader, report: UUID) -> Document:
    return report_seen_by(reader, report).document


def titles(found: Document) -> set[str]:
    """Of the activities in its tables."""
    tables = [block for block in found.blocks if isinstance(block, Table) and block.name.startswith("activities")]
    return {row[0].words.text for table in tables for row in table.rows}
