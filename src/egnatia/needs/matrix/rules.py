"""What the matrix can be narrowed to, in values. Pure."""

from dataclasses import asdict, dataclass
from datetime import date

from egnatia.activities.activities.columns import first_day, last_day
from egnatia.coverage import HEADING, OBJECTIVE, PRIORITY

LEVELS = {"heading": HEADING, "priority": PRIORITY, "objective": OBJECTIVE}
PHASES = ("running", "planned")
LEAVES_FIRST = ("running", "planned", "ended")  # the order of activities in a cell
MOST_OF_A_CELL = 50  # activities of one sort on the page of a cell; more are counted
MOST_MATCHES = 5
MOST_PARTNERS = 200


@dataclass(frozen=True, slots=True)
class MatrixFilters:
    """The filters of every page of the matrix; an empty one does not narrow. They stand in the address."""

    since: str = ""  # any precision
    until: str = ""
    perspective: str = ""
    type: str = ""
    group: str = ""
    status: str = ""  # "running" or "planned"
    confirmed: bool = False  # no estimated objectives

    @property
    def period(self) -> tuple[date | None, date | None]:
        return first_day(self.since), last_day(self.until)

    @property
    def query(self) -> dict[str, str]:
        """As it stands in an address."""
        said = {name: "1" if value is True else value for name, value in asdict(self).items()}
        return {name: str(value) for name, value in said.items() if value}

    @property
    def narrowed(self) -> bool:
        return self != MatrixFilters()
