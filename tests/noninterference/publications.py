"""Publications in the worlds: the secretariat's desk publishes a part of the matrix for some readers."""

from egnatia.kernel import clock
from egnatia.needs.matrix.queries.tallies import MatrixQuery
from egnatia.needs.matrix.rules import MatrixFilters
from egnatia.reporting.publications.actions import publish_publication
from egnatia.reporting.publications.rules import PublicationContent
from egnatia.reporting.snapshots.sources import MatrixPart
from tests.noninterference.operations import VERBS, Operation, World
from tests.noninterference.stage import PROFILES

PUBLISHER = next(who for who in PROFILES if who.secretariat)
PARTS = (
    MatrixPart(3, all_columns=True),
    MatrixPart(2),
    MatrixPart(3, under="2.3", all_rows=True),
    MatrixPart(1, all_columns=True),
)
FILTERS = (MatrixFilters(), MatrixFilters(), MatrixFilters(status="running"), MatrixFilters(confirmed=True))


def filters_of(operation: Operation) -> MatrixFilters:
    return FILTERS[operation.variant // 4 % len(FILTERS)]


def _publish(world: World, operation: Operation) -> None:
    assert operation.names
    part, filters = PARTS[operation.variant % len(PARTS)], filters_of(operation)
    said = PublicationContent(
        f"Extract {operation.number}", "Counted once a year.", "", "en", clock.today(), part, filters.query
    )
    asking = MatrixQuery(world.stage.reader(operation.by), filters, clock.today())
    world.publications[operation.key] = publish_publication(said, operation.names.marking(world.stage), asking)


VERBS["publish"] = _publish
