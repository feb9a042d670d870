"""A list of needs as a table to download, which comes back as an update."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.kernel import clock
from egnatia.kernel.lists import Listing
from egnatia.needs.needs.cells import HEADER, cells_of
from egnatia.needs.needs.presenters import NeedRow
from egnatia.needs.needs.rules import NATURES, PERSPECTIVES, PRIORITIES
from egnatia.pages.downloads import Cell, DownloadTable
from egnatia.taxonomy.forum import ForumNames
from egnatia.taxonomy.vocabularies import Objectives

NEEDS = Listing("needs", gettext_lazy("Needs"), "needs:needs-upload", gettext_lazy("Needs"), HEADER, returns=True)


def table_of(rows: Iterable[NeedRow], objectives: Objectives, names: ForumNames, about: str) -> DownloadTable:
    """Names of columns are not translated: the table comes back, whatever language it was taken in."""
    legend = [about, _("Downloaded on %(day)s.") % {"day": date_format(clock.today())}]
    return DownloadTable(NEEDS, HEADER, map(_cells, rows), [*legend, *_legend(objectives, names)], names.footnote)


def _cells(row: NeedRow) -> Sequence[Cell]:
    said = cells_of(row.said)
    day = row.confirmed_at.date().isoformat() if row.confirmed_at else ""
    return (str(row.id), *said.values(), row.status, row.confirmed_by, day, row.tlp, row.audience)


def _legend(objectives: Objectives, names: ForumNames) -> Iterator[str]:
    """How the table comes back, and what its codes mean."""
    yield ""
    yield _("Change rows and upload the file again. The identifier in the first column shows which need a row updates.")
    yield _("A row without an identifier is a new need. Needs whose rows you delete stay unchanged.")
    yield _("The columns from “status” onwards are read-only.")
    yield f"priority: {', '.join(PRIORITIES)}"
    yield f"nature: {', '.join(NATURES)}"
    yield f"perspective: {', '.join(PERSPECTIVES)}"
    yield ""
    yield from (f"{each.code}: {each.name}" for each in names.economies)
    yield ""
    yield from (f"{code}: {words}" for code, words in objectives.labels.items())
