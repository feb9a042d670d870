"""A list of organisations as a table to download."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.activities.organisations.queries import OrganisationRow
from egnatia.kernel import clock
from egnatia.kernel.feed import COUNT_CAP
from egnatia.kernel.lists import Listing
from egnatia.pages.downloads import Cell, DownloadTable
from egnatia.taxonomy.forum import ForumNames

HEADER = ("record", "name", "type", "economy", "mailbox", "identifier", "tlp")
ORGANISATIONS = Listing(
    "organisations",
    gettext_lazy("Organisations"),
    "activities:organisations",
    gettext_lazy("Organisations"),
    HEADER,
)


def table_of(rows: Iterable[OrganisationRow], names: ForumNames) -> DownloadTable:
    about = [_("Organisations visible to you on %(day)s.") % {"day": date_format(clock.today())}]
    return DownloadTable(ORGANISATIONS, HEADER, map(_cells, rows), about, names.footnote)


def _cells(row: OrganisationRow) -> Sequence[Cell]:
    return (str(row.id), row.name, row.type, row.economy, row.mailbox, row.reference, row.tlp)


def count_words(number: int) -> str:
    if number > COUNT_CAP:
        return _("More than %(number)s organisations.") % {"number": COUNT_CAP}
    counted = ngettext("%(number)s organisation", "%(number)s organisations", number) % {"number": number}
    return _("%(counted)s.") % {"counted": counted}
