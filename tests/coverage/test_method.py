"""The example of docs/method/needs-and-support.md is what the code says."""

from datetime import date

from egnatia.coverage import Work, cell
from tests.coverage.make import HERE, measure, need, regional, work

TRAINING = frozenset({"training"})
CIRCLE = regional(by="Circle", status="implementation")
PLANNED = work(
    "alpine", by="Alpine", types=TRAINING, start=date(2027, 1, 15), end=date(2029, 12, 31), status="pipeline"
)
BEGUN = work("alpine", by="Alpine", types=TRAINING, end=date(2029, 12, 31), status="implementation")
OFFICERS = work("nordlys", by="Nordlys", types=frozenset({"equipment"}), end=date(2027, 6, 30))
LAW = measure(start=date(2028, 1, 1))


def said(as_of: date, *works: Work) -> tuple[str, tuple[str, ...], str]:
    found = cell([need("high")], works, as_of, at=HERE)
    return found.state, found.reasons, f"{found.dedicated} + {found.regional}r"


def test_a_cell_changes_as_the_method_page_tells() -> None:
    autumn, winter, later = date(2026, 11, 24), date(2027, 2, 1), date(2028, 1, 10)

    assert said(autumn) == ("open", (), "0 + 0r")
    assert said(autumn, CIRCLE) == ("partly", ("only-regional", "single-partner"), "0 + 1r")
    state, reasons, figures = said(autumn, CIRCLE, PLANNED)
    assert (state, reasons[0], figures) == ("partly", "planned-only", "1 + 1r")
    assert said(winter, CIRCLE, BEGUN) == ("partly", ("single-partner", "only-training"), "1 + 1r")
    assert said(winter, CIRCLE, BEGUN, OFFICERS) == ("reported", (), "2 + 1r")
    assert said(later, CIRCLE, BEGUN, OFFICERS) == ("partly", ("single-partner", "only-training"), "1 + 1r")
    assert said(later, CIRCLE, BEGUN, OFFICERS, LAW) == ("reported", (), "1 + 1r")
