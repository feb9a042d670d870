"""What this room brings to the site."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import label
from egnatia.kernel.changes import Telling
from egnatia.kernel.rooms import Inbox, MenuEntry, Room
from egnatia.pages.changes import RecordLabel, told_of
from egnatia.reporting import inbox
from egnatia.reporting.pictures.presenters import FIGURES, NETWORK, TIMELINE
from egnatia.reporting.publications import queries
from egnatia.reporting.publications.models import Publication
from egnatia.reporting.reminders import TEXTS
from egnatia.reporting.reports import labels as report_labels
from egnatia.reporting.reports import queries as search_of_reports
from egnatia.reporting.reports.labels import REPORT
from egnatia.reporting.reports.models import Report
from egnatia.reporting.snapshots import labels as snapshot_labels
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.reporting.snapshots.queries import search as search_of_snapshots

HEAVY = ("manifest", "digest")


def _snapshot(row: Snapshot) -> RecordLabel:
    return RecordLabel(row.title, row.language, label(snapshot_labels.STATE, row.state_today), by=row.frozen_by)


def _report(row: Report) -> RecordLabel:
    return RecordLabel(label(report_labels.TITLE, row.sort), about=row.snapshot.title, by=row.made_by)


def _publication(row: Publication) -> RecordLabel:
    return RecordLabel(row.title, row.language)


ROOM = Room(
    name="reporting",
    menu=(
        MenuEntry(_("Round results"), "reporting:snapshots", "rounds", 20),
        MenuEntry(_("Reports"), "reporting:reports", "rounds", 30),
        MenuEntry(_("Key numbers"), "reporting:key-numbers", "rounds", 35),
        MenuEntry(_("Timeline"), "reporting:timeline", "activities", 33),
        MenuEntry(_("Network"), "reporting:network", "activities", 36),
    ),
    inbox=(Inbox(60, inbox.texts),),
    searchers=(search_of_snapshots.SEARCHER, search_of_reports.SEARCHER, queries.SEARCHER),
    tellings=(
        Telling(Snapshot.KIND, _("Round results"), _("Round results"), told_of(Snapshot, _snapshot, heavy=HEAVY)),
        Telling(Report.KIND, _("Report"), _("Reports"), told_of(Report, _report)),
        Telling(Publication.KIND, _("Publication"), _("Publications"), told_of(Publication, _publication)),
    ),
    listings=(REPORT, TIMELINE, NETWORK, FIGURES),
    notifications=TEXTS,
    refusals={
        "publication-source": _(
            "Not everyone in the audience has access to all records in this publication. Choose a narrower audience."
        ),
        "publication-size": _(
            "The publication would include too many records. Use the filters in “Needs and support” first."
        ),
        "report-snapshot": _("The results have a narrower marking than this report. Choose a narrower audience."),
        "round-circulates": _(
            "These replies are part of results under silence procedure. Withdraw the draft results "
            "first, or wait until the procedure ends."
        ),
        "round-adopted": _(
            "Results of this round are adopted or under silence procedure, so this cannot be changed. "
            "Issue corrections as new results."
        ),
        "round-note": _("Only the secretariat and the participants can comment on the results of this round."),
        "snapshot-audience": _(
            "Everyone who can see the round must be able to see its results. Choose a marking at least as wide."
        ),
        "snapshot-circulates": _(
            "Other results of this round await adoption. Withdraw them first, or wait for the decision."
        ),
        "snapshot-decided": _("These results do not await a decision of the board."),
        "snapshot-day": _(
            "Results cannot be adopted before the date on which they were fixed, or on a date in the future."
        ),
        "snapshot-size": _("The results would include too many records."),
        "snapshot-office": _("Only those who can give clearance for this participant can object on its behalf."),
        "snapshot-reason": _("Enter the reason for your objection. The secretariat needs it to revise the results."),
        "snapshot-over": _("The silence procedure for these results has ended."),
    },
    help={
        "reporting:": "reports",
        "reporting:snapshot": "adoption",
        "reporting:key-numbers": "pictures",
        "reporting:timeline": "pictures",
        "reporting:network": "pictures",
    },
)
