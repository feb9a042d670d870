"""The measures that the demo's secretariat read of, each announced once."""

from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.models import Record
from egnatia.kernel.readers import reader_named
from egnatia.needs.responses.actions import Announced, announce_measure
from egnatia.needs.responses.models import MeasureReport
from egnatia.start.demo import fixtures
from egnatia.start.demo.bodies import SECRETARIAT, natural_key
from egnatia.start.demo.fixtures import DemoReport


def stored() -> list[Record]:
    """The records of the demo's announcements, withdrawn ones included."""
    return list(Record.objects.filter(kind=MeasureReport.KIND, natural_key__startswith=natural_key("")))


def announce_all() -> int:
    """Announce those that are missing; how many."""
    known = {record.natural_key for record in stored()}
    missing = [each for each in fixtures.reports() if natural_key(each.key) not in known]
    if missing:
        officer = reader_named(SECRETARIAT)
        for each in missing:
            announce_measure(_said(each), Marking(Tlp.GREEN), by=officer, natural_key=natural_key(each.key))
    return len(missing)


def _said(each: DemoReport) -> Announced:
    return Announced(
        economy=each.economy,
        measure=each.measure,
        title=each.title,
        language=each.language,
        objective=each.objective,
        start=each.start,
        source=each.source,
    )
