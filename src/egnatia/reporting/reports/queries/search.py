"""Reports for the search over everything: by what they are called."""

from django.utils.translation import gettext_lazy as _

from egnatia.activities.activities.labels import label
from egnatia.kernel.reader import Reader
from egnatia.kernel.search import Found, Hit, Searcher, Span
from egnatia.kernel.seeking import Rows, found_among
from egnatia.language.seeking import Sought
from egnatia.people.addresses import hit_of
from egnatia.reporting.reports.labels import TITLE
from egnatia.reporting.reports.models import Report


def find(reader: Reader, sought: Sought, span: Span) -> Found:
    seen = Report.visible_to(reader).select_related("record", "snapshot").defer("snapshot__manifest")
    rows = Rows(Report.KIND, seen, ("-made_at", "-record_id"))
    return found_among(reader, sought, rows, span, lambda reports: list(map(_hit, reports)))


def _hit(found: Report) -> Hit:
    said = (found.snapshot.title, str(found.made_at.year))
    return hit_of(found, label(TITLE, found.sort), "", said)


SEARCHER = Searcher(Report.KIND, _("Reports"), 90, find, members=True)
