"""An extract as a file. What it rests on, its note and its limits go with it, in whatever form."""

from dataclasses import replace

from django.utils.translation import gettext_lazy

from egnatia.mapping.extracts.queries.reading import ExtractPage
from egnatia.mapping.extracts.showing import ExtractNaming, basis_words
from egnatia.mapping.matrix.sentences import as_of_words
from egnatia.mapping.matrix.tables import table_of as table_of_cells
from egnatia.pages.downloads import Table
from egnatia.pages.listings import Listing, listed

EXTRACT = listed(Listing("extract", gettext_lazy("Extracts"), "mapping:activities", gettext_lazy("Activities")))
WITHIN = "csv"  # has one sheet only: what is said about the table stands below it


def table_of(extract: ExtractPage, naming: ExtractNaming, narrowing: list[str], form: str) -> Table:
    """A row for each objective and economy with a need or an activity, whatever level the page shows."""
    words = [extract.row.title, as_of_words(extract.row.as_of), basis_words(extract.sources)]
    about = [extract.row.tlp, *words, extract.said.note, extract.said.limits, *narrowing]
    table = replace(table_of_cells(extract.sources.leaves(extract.part), naming, about), of=EXTRACT)
    if form != WITHIN:
        return table
    return replace(table, rows=[*table.rows, (), *((line,) for line in table.about if line)])
