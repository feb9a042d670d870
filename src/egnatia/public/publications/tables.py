"""A publication as a file. What it rests on, its note and its limits go with it, in whatever form."""

from dataclasses import replace

from django.utils.translation import gettext_lazy

from egnatia.kernel.lists import Listing
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.needs.matrix.tables import table_of as table_of_cells
from egnatia.pages.downloads import DownloadTable
from egnatia.reporting.publications.queries import PublicationPage
from egnatia.reporting.snapshots.board import FrozenNaming, basis_words

PUBLICATION = Listing("publication", gettext_lazy("Publications"), "activities:activities", gettext_lazy("Activities"))
WITHIN = "csv"  # has one sheet only: what is said about the table stands below it


def table_of(publication: PublicationPage, naming: FrozenNaming, narrowing: list[str], form: str) -> DownloadTable:
    """A row for each objective and economy with a need or an activity, whatever level the page shows."""
    words = [publication.row.title, as_of_words(publication.row.as_of), basis_words(publication.sources)]
    about = [publication.row.tlp, *words, publication.said.note, publication.said.limits, *narrowing]
    table = replace(table_of_cells(publication.sources.leaves(publication.part), naming, about), of=PUBLICATION)
    if form != WITHIN:
        return table
    return replace(table, rows=[*table.rows, (), *((line,) for line in table.about if line)])
