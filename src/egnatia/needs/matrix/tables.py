"""Tables of the matrix as files. Names of columns are not translated: whoever counts again finds them."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext_lazy

from egnatia.activities.activities.labels import label
from egnatia.coverage import Cell, Key
from egnatia.kernel.lists import Listing
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.names import MatrixNames
from egnatia.needs.matrix.presenters.partners import Presentation
from egnatia.pages.downloads import MOST_ROWS, DownloadTable
from egnatia.pages.downloads import Cell as Value

HEADER = (
    "objective", "objective_words", "economy", "economy_name", "state", "state_words", "reasons", "priority", "needs",
    "dedicated", "regional", "own_measures", "planned", "ended", "estimated", "equal_shares",
)  # fmt: skip
MATRIX = Listing(
    "needs-and-support", gettext_lazy("Needs and support"), "activities:activities", gettext_lazy("Activities"), HEADER
)
PARTNERS = Listing(
    *(
        "partners",
        gettext_lazy("Who is active where"),
        "activities:activities",
        gettext_lazy("Activities"),
        ("partner",),
    ),
    others=re.compile(r"\d{1,2}(?:\.\d{1,2})*"),
)


def table_of(cells: Mapping[Key, Cell], naming: MatrixNames, about: Sequence[str]) -> DownloadTable:
    """A row for each cell with a need or an activity: in the framework's order, economies in the forum's."""
    return DownloadTable(
        MATRIX,
        HEADER,
        list(_rows(cells, naming))[:MOST_ROWS],
        [*_told(about, naming), *_legend()],
        naming.names.footnote,
    )


def _rows(cells: Mapping[Key, Cell], naming: MatrixNames) -> Iterator[Sequence[Value]]:
    for code in naming.codes(3):
        for economy in naming.names.economies:
            if cell := cells.get((code, economy.code)):
                words = naming.objectives.label(code)
                yield (code, words, economy.code, economy.name, *_figures(cell))


def _figures(cell: Cell) -> Sequence[Value]:
    reasons = "; ".join(label(labels.REASON, reason) for reason in cell.reasons)
    return (
        *(cell.state, label(labels.STATE, cell.state), reasons, cell.priority, cell.needs),
        *(cell.dedicated, cell.regional, cell.own, cell.planned, cell.ended, cell.estimated, cell.undeclared),
    )


def _told(about: Sequence[str], naming: MatrixNames) -> Iterator[str]:
    yield from filter(None, about)
    yield from (f"{name}: {value}" for name, value in naming.filters.query.items())


def _legend() -> Iterator[str]:
    yield ""
    yield from (f"{words}: {labels.MEANING[state]}" for state, words in labels.STATE.items())


def table_of_partners(shown: Presentation, naming: MatrixNames, about: Sequence[str]) -> DownloadTable:
    """Partner by objective, as the page shows it."""
    header = ("partner", *(code for code, _ in shown.columns))
    rows = [(line.name, *(count.number or None for count in line.counts)) for line in shown.lines]
    codes = [f"{code}: {words}" for code, words in shown.columns]
    return DownloadTable(PARTNERS, header, rows, [*_told(about, naming), "", *codes], naming.names.footnote)
