"""The table commitment x economy as a file."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.commitments.overview.queries import CommitmentLine
from egnatia.kernel import clock
from egnatia.kernel.lists import Listing
from egnatia.pages.downloads import Cell, DownloadTable
from egnatia.taxonomy.forum import ForumNames

ABOUT_IT = ("source", "agreed_on", "paragraph", "commitment", "objective", "topics", "marking")
BY_ECONOMY = Listing(
    "commitments-by-economy",
    gettext_lazy("Commitments by economy"),
    "commitments:commitments",
    gettext_lazy("Commitments"),
    ("record", *ABOUT_IT),
)


def file_of(lines: Iterable[CommitmentLine], names: ForumNames) -> DownloadTable:
    """A column for each economy, by its code: the position, and when something was last reported. Codes stay codes."""
    header = ["record", *ABOUT_IT]
    for each in names.economies:
        header += [each.code, f"{each.code} reported_on"]
    about = (
        _(
            "Commitments and the position of each economy, among the records visible to the person who "
            "downloaded this file."
        ),
        _("Downloaded on %(day)s.") % {"day": date_format(clock.today())},
        *(f"{each.code}: {each.name}" for each in names.economies),
    )
    return DownloadTable(BY_ECONOMY, header, map(_cells, lines), about, names.footnote)


def _cells(line: CommitmentLine) -> Sequence[Cell]:
    row = line.commitment
    known, day = row.known, row.known["agreed_on"]
    about = (known["source"], day.isoformat() if day else "", known["paragraph"], known["text"].first()[0])
    cells: list[Cell] = [str(row.id), *about, known["objective"], known["topics"], row.tlp]
    for cell in line.cells:
        said = cell.said.known if cell.said else {}
        reported = said.get("reported_on")
        cells += [said.get("position", ""), reported.isoformat() if reported else ""]
    return cells
