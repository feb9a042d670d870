"""Reports for whoever they are made for: list, page, files; and recalling one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from egnatia.activities.activities.labels import label
from egnatia.formats.reports.document import Document
from egnatia.formats.reports.pdf import pdf
from egnatia.formats.reports.word import docx
from egnatia.formats.reports.workbook import xlsx
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.downloads import DOCX, XLSX
from egnatia.people.access import members_only
from egnatia.reporting.reports.actions import recall_report
from egnatia.reporting.reports.labels import REPORT, TITLE
from egnatia.reporting.reports.queries.composed import report_row, report_seen_by, reports_seen_by
from egnatia.reporting.reports.queries.templates import template_for
from egnatia.reporting.reports.rules import FORMATS, may_make, require_maker
from egnatia.reporting.reports.showing import facts_of, shown
from egnatia.reporting.snapshots.queries.visible import snapshots_seen_by

KINDS = {"pdf": "application/pdf", "docx": DOCX, "xlsx": XLSX}


@require_safe
@members_only
def reports(request: ReaderRequest) -> HttpResponse:
    """For the secretariat also the snapshots that one could be made of."""
    makes = may_make(request.reader)
    rows = [(row, label(TITLE, row.sort)) for row in reports_seen_by(request.reader)]
    context = {
        "rows": rows,
        "may_make": makes,
        "snapshots": snapshots_seen_by(request.reader) if makes else (),
    }
    return render(request, "reporting/reports/list.html", context)


@require_safe
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    """One that is marked CLEAR the visitor reads too."""
    found = report_seen_by(request.reader, record)
    context = {
        "report": found,
        "document": found.document,
        "blocks": list(shown(found.document)),
        "facts": facts_of(found.document),
        "member": not request.reader.is_anonymous,
        "formats": [(form, form.upper()) for form in FORMATS],
    }
    return render(request, "reporting/reports/page.html", context)


@require_safe
def download(request: ReaderRequest, record: UUID, form: str) -> HttpResponse:
    """Made anew for whoever asks: nothing of a file is kept."""
    if form not in FORMATS:
        raise Http404
    found = report_seen_by(request.reader, record)
    headers = {"Content-Disposition": f'attachment; filename="report-{found.row.sort}.{form}"'}
    return HttpResponse(_written(request, form, found.document), content_type=KINDS[form], headers=headers)


def _written(request: ReaderRequest, form: str, document: Document) -> bytes:
    if form == "docx":
        return docx(document, template_for(request.reader).content)
    return pdf(document) if form == "pdf" else xlsx(document, REPORT.keyword)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def recall(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        recall_report(record, by=request.reader)
        messages.success(request, _("Recalled. Nobody reads it any more."))
        return redirect("reporting:reports")
    require_maker(request.reader)
    found = report_row(request.reader, record)
    return render(request, "reporting/reports/recall.html", {"id": found.pk, "title": label(TITLE, found.sort)})
