"""A receiving institution put into words: its basis, its figures, its months. No queries."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from egnatia.activities.institutions.queries import InstitutionListing, InstitutionPage, InstitutionRow, WorkloadFilters
from egnatia.activities.institutions.rules import MONTHS, Month, moved
from egnatia.kernel import clock
from egnatia.kernel.access.reader import Reader
from egnatia.kernel.lists import Listing
from egnatia.pages.amounts import figure
from egnatia.pages.downloads import Cell, DownloadTable
from egnatia.taxonomy.forum import ForumNames

HEADER = ("institution", "economies", "activities", "under_way", "next_event")
INSTITUTIONS = Listing(
    "institutions",
    gettext_lazy("Receiving institutions"),
    "activities:activities",
    gettext_lazy("Activities"),
    HEADER,
)


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month in words. `code` stands in the address; `current` where its activities are shown below."""

    words: str
    code: str
    month: Month
    current: bool


def basis_words(listing: InstitutionListing, reader: Reader) -> str:
    """The sentence above the list."""
    number = ngettext("%(number)s institution", "%(number)s institutions", listing.number)
    activities = ngettext("%(number)s activity", "%(number)s activities", listing.activities)
    said = {
        "institutions": number % {"number": figure(listing.number)},
        "activities": activities % {"number": figure(listing.activities)},
    }
    if reader.is_anonymous:
        return _("Public records: %(institutions)s, named in %(activities)s.") % said
    return _("Visible to you: %(institutions)s, named in %(activities)s.") % said


def lead(page: InstitutionPage) -> str:
    """How much falls on it, in one sentence."""
    activities = ngettext("%(number)s activity", "%(number)s activities", page.activities)
    partners = ngettext("%(number)s partner", "%(number)s partners", len(page.partners))
    said = {
        "activities": activities % {"number": figure(page.activities)},
        "partners": partners % {"number": len(page.partners)},
    }
    return _("Named as receiving institution in %(activities)s of %(partners)s.") % said


def month_rows(page: InstitutionPage, asked: WorkloadFilters) -> list[MonthRow]:
    return [
        MonthRow(month_words(month.first), code_of(month.first), month, current=month.first == asked.month)
        for month in page.months
    ]


def month_words(first: date) -> str:
    return date_format(first, "YEAR_MONTH_FORMAT")


def code_of(month: date) -> str:
    return f"{month:%Y-%m}"


def around(asked: WorkloadFilters) -> dict[str, str]:
    """The twelve months before and after, as they stand in the address."""
    return {
        "earlier": code_of(moved(asked.first, -MONTHS)),
        "later": code_of(moved(asked.first, MONTHS)),
        "since": code_of(asked.first),
    }


def chosen_words(page: InstitutionPage, asked: WorkloadFilters) -> str:
    """The heading above the activities: which of them are shown."""
    number = ngettext("%(number)s activity", "%(number)s activities", page.chosen) % {"number": figure(page.chosen)}
    said = {"activities": number, "partner": asked.partner}
    said["month"] = month_words(asked.month) if asked.month else ""
    if asked.month and asked.partner:
        return _("%(activities)s of %(partner)s in %(month)s") % said
    if asked.month:
        return _("%(activities)s in %(month)s") % said
    return _("%(activities)s of %(partner)s") % said if asked.partner else number


def most_words(page: InstitutionPage) -> str:
    """What the page leaves out, "" where it shows everything."""
    if page.capped:
        return _("Only the newest %(number)s activities are counted here.") % {"number": figure(page.activities)}
    return ""


def table_of(rows: Iterable[InstitutionRow], about: str, names: ForumNames) -> DownloadTable:
    taken = _("Downloaded on %(day)s.") % {"day": date_format(clock.today())}
    return DownloadTable(INSTITUTIONS, HEADER, map(_cells, rows), [about, taken], names.footnote)


def _cells(row: InstitutionRow) -> Sequence[Cell]:
    return tuple(_values(row))


def _values(row: InstitutionRow) -> Iterator[Cell]:
    yield row.name
    yield "; ".join(row.economies)
    yield row.activities
    yield row.under_way
    yield row.next.isoformat() if row.next else ""
