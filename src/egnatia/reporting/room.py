"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import label
from egnatia.kernel.changes import Telling
from egnatia.kernel.rooms import Inbox, Room
from egnatia.pages.changing import Saying, told_of
from egnatia.reporting import inbox
from egnatia.reporting.publications.models import Publication
from egnatia.reporting.publications.queries import search as search_of_publications
from egnatia.reporting.reports import labels as report_labels
from egnatia.reporting.reports.labels import REPORT
from egnatia.reporting.reports.models import Report
from egnatia.reporting.reports.queries import search as search_of_reports
from egnatia.reporting.snapshots import labels as snapshot_labels
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.queries import search as search_of_snapshots

HEAVY = ("manifest", "digest")


def _snapshot(row: Snapshot) -> Saying:
    return Saying(row.title, row.language, label(snapshot_labels.STATE, row.state_today), by=row.frozen_by)


def _report(row: Report) -> Saying:
    return Saying(label(report_labels.TITLE, row.sort), about=row.snapshot.title, by=row.made_by)


def _publication(row: Publication) -> Saying:
    return Saying(row.title, row.language)


ROOM = Room(
    name="reporting",
    inbox=(Inbox(60, inbox.texts),),
    searchers=(search_of_snapshots.SEARCHER, search_of_reports.SEARCHER, search_of_publications.SEARCHER),
    tellings=(
        Telling(Snapshot.KIND, _("Snapshot"), _("Snapshots"), told_of(Snapshot, _snapshot, heavy=HEAVY)),
        Telling(Report.KIND, _("Report"), _("Reports"), told_of(Report, _report)),
        Telling(Publication.KIND, _("Extract"), _("Extracts"), told_of(Publication, _publication)),
    ),
    listings=(REPORT,),
    refusals={
        "publication-source": _("A source of this extract may not be read by all who would read the extract."),
        "publication-size": _("This would rest on too many records. Narrow the matrix by its filters first."),
        "report-snapshot": _("The snapshot itself is marked for fewer readers. Choose a narrower audience."),
        "round-circulates": _(
            "A text that holds these answers circulates. Take the text back first, or wait for its end."
        ),
        "round-adopted": _(
            "Something of this round was adopted or circulates: it stays. Corrections are new snapshots."
        ),
        "round-note": _("Only the secretariat and those who take part in the round write on what it comes to."),
        "snapshot-audience": _("Whoever reads the round has to read what was adopted: choose a marking as wide."),
        "snapshot-circulates": _("Another text of this round circulates. Take it back first, or wait for its end."),
        "snapshot-size": _("This would rest on too many records."),
        "snapshot-office": _("Only whoever clears for this participant may object for it."),
        "snapshot-reason": _("Say why you object: the secretariat needs your reason to write another text."),
        "snapshot-over": _("This text does not circulate any more."),
    },
)
