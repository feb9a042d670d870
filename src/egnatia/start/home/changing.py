"""What changes in the mapping, for whoever looks at what changed since he last did."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from egnatia.activities.activities.labels import label
from egnatia.activities.activities.models import Activity
from egnatia.kernel.changes import Telling
from egnatia.kernel.forum import forum
from egnatia.matching.models import Position
from egnatia.matching.queries.changing import views_moved, views_told
from egnatia.needs.needs.models import Need
from egnatia.pages.changing import Saying, told_of
from egnatia.pages.originals import in_original
from egnatia.people.marking.words import economy_name
from egnatia.reporting.publications.models import Publication
from egnatia.reporting.reports import labels as report_labels
from egnatia.reporting.reports.models import Report
from egnatia.reporting.snapshots import labels as snapshot_labels
from egnatia.reporting.snapshots.models import Snapshot
from egnatia.rounds.rounds.models import Round
from egnatia.rounds.rounds.queries.changing_steps import steps_moved, steps_told

HEAVY = ("manifest", "digest")


def tellings() -> Iterator[Telling]:
    """In the language of whoever asks."""
    yield Telling(
        Need.KIND,
        _("Need"),
        _("Needs"),
        told_of(Need, _need),
        history=True,
    )
    yield Telling(
        Activity.KIND,
        _("Activity"),
        _("Activities"),
        told_of(Activity, _activity),
        history=True,
    )
    yield Telling(
        Position.KIND,
        _("View on a match"),
        _("Views on matches"),
        views_told,
        views_moved,
    )
    yield from _of_rounds()


def _of_rounds() -> Iterator[Telling]:
    yield Telling(
        Round.KIND,
        _("Round"),
        _("Rounds"),
        told_of(Round, _round),
        history=True,
    )
    yield Telling("round-step", _("Step of a round"), _("Steps of rounds"), steps_told, steps_moved)
    yield Telling(
        Snapshot.KIND,
        _("Snapshot"),
        _("Snapshots"),
        told_of(Snapshot, _snapshot, heavy=HEAVY),
    )
    yield Telling(
        Report.KIND,
        _("Report"),
        _("Reports"),
        told_of(Report, _report),
    )
    yield Telling(
        Publication.KIND,
        _("Extract"),
        _("Extracts"),
        told_of(Publication, _publication),
    )


def _need(row: Need) -> Saying:
    words, lang = in_original(row.text, row.language)
    return Saying(words, lang, economy_name(row.economy_id, forum()))


def _activity(row: Activity) -> Saying:
    return Saying(row.title, row.language)


def _round(row: Round) -> Saying:
    return Saying(row.title)


def _snapshot(row: Snapshot) -> Saying:
    return Saying(row.title, row.language, label(snapshot_labels.STATE, row.state_today), by=row.frozen_by)


def _report(row: Report) -> Saying:
    return Saying(label(report_labels.TITLE, row.sort), about=row.snapshot.title, by=row.made_by)


def _publication(row: Publication) -> Saying:
    return Saying(row.title, row.language)
