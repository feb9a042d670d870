"""The table commitment x economy as a file."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.commitments.reading.queries import Line
from egnatia.kernel import clock
from egnatia.kernel.forum import ForumNames
from egnatia.kernel.lists import Listing
from egnatia.pages.downloads import Cell, Table

ABOUT_IT = ("source", "agreed_on", "paragraph", "commitment", "objective", "topics", "marking")
COMMITMENTS = Listing(
    "commitments",
    gettext_lazy("Commitments"),
    "commitments:commitments",
    gettext_lazy("Commitments"),
    ("record", *ABOUT_IT),
)


def file_of(lines: Iterable[Line], names: ForumNames) -> Table:
    """A column for each economy, by its code: the position, and when something was last reported. Codes stay codes."""
    header = ["record", *ABOUT_IT]
    for each in names.economies:
        header += [each.code, f"{each.code} reported_on"]
    about = (
        _("What was agreed, and what each economy said to it, from what you can see."),
        _("Taken on %(day)s.") % {"day": date_format(clock.today())},
        *(f"{each.code}: {each.name}" for each in names.economies),
    )
    return Table(COMMITMENTS, header, map(_cells, lines), about, names.footnote)


def _cells(line: Line) -> Sequence[Cell]:
    row = line.commitment
    day = row.agreed_on.isoformat() if row.agreed_on else ""
    cells: list[Cell] = [str(row.id), row.source, day, row.paragraph, row.words, row.objective, row.topics, row.tlp]
    for cell in line.cells:
        reported = cell.said.reported_on if cell.said else None
        cells += [cell.said.position if cell.said else "", reported.isoformat() if reported else ""]
    return cells
