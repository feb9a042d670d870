"""The participants of a round as a table to download."""

from collections.abc import Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from egnatia.kernel import clock
from egnatia.kernel.lists import Listing
from egnatia.pages.downloads import Cell, DownloadTable
from egnatia.rounds.rounds.rows import ParticipantRow, RoundPage
from egnatia.taxonomy.forum import ForumNames

HEADER = ("participant", "takes_part_as", "stage", "since", "next_step", "held_by")
ROUND = Listing("round", gettext_lazy("Round"), "rounds:rounds", gettext_lazy("Mapping rounds"), HEADER)


def table_of(page: RoundPage, names: ForumNames) -> DownloadTable:
    """All participants for the secretariat, their own row for others."""
    about = [
        page.title,
        page.sort_words,
        page.framework,
        page.received_words,
        _("Downloaded on %(day)s.") % {"day": date_format(clock.today())},
    ]
    return DownloadTable(ROUND, HEADER, map(_cells, page.rows), about, names.footnote)


def _cells(row: ParticipantRow) -> Sequence[Cell]:
    if not row.asked:
        return (row.name, row.role_words, "", "", "", "")
    since = row.since.date().isoformat() if row.since else ""
    return (row.name, row.role_words, row.stage_words, since, row.next_words, row.held_by)
