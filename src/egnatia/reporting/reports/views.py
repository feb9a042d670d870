"""Reports: make one from a snapshot, list and read them, withdraw them, and change their Word template."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.activities.activities.labels import label
from egnatia.formats.reports.document import Bars, Document
from egnatia.formats.reports.pdf import pdf
from egnatia.formats.reports.templates import NAMES
from egnatia.formats.reports.word import docx
from egnatia.formats.reports.workbook import xlsx
from egnatia.kernel.access.marking import Marking, Tlp
from egnatia.kernel.faults import AlreadyThere, NotAllowed, NotFound
from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.kernel.rooms import refusals
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.pages.downloads import DOCX, XLSX
from egnatia.pages.forms import ONCE, new_once, pressed_key, uuid_of
from egnatia.pages.uploads import in_memory
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.reporting.reports.actions import (
    Making,
    ReportPreview,
    WordsWaiting,
    drop_template,
    look_at,
    make_report,
    put_template,
    recall_report,
)
from egnatia.reporting.reports.forms import MakingForm, TemplateForm
from egnatia.reporting.reports.labels import REPORT, TITLE, WHY
from egnatia.reporting.reports.presenters import OmittedLines, facts_of, left_out_of, omitted, shown
from egnatia.reporting.reports.queries import (
    ReportPage,
    document_of,
    draft_paper,
    listed_words,
    report_made,
    report_row,
    report_seen_by,
    reports_seen_by,
    snapshot_read_by,
    subjects_of,
    template_for,
)
from egnatia.reporting.reports.rules import BOARD, FORMATS, SECOND, Subject, may_make, require_maker
from egnatia.reporting.snapshots.findings import Frozen
from egnatia.reporting.snapshots.queries.visible import snapshots_seen_by
from egnatia.reporting.snapshots.views import showing

MAKE, BACK = "make", "back"  # buttons
READERS = "readers"  # of the round: for whom a draft may be
NOT_KEPT = ("csrfmiddlewaretoken", "keep", ONCE, ASKED, MAKE, BACK)
USUAL = Marking(Tlp.GREEN)


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """The parts of the page: the snapshot as its maker reads it, what they chose, for whom."""

    snapshot: UUID
    frozen: Frozen
    form: MakingForm
    marking: MarkingForm

    @classmethod
    def of(cls, request: ReaderRequest, snapshot: UUID) -> "ReportRequest":
        require_maker(request.reader)
        frozen = snapshot_read_by(request.reader, snapshot)
        data = request.POST if request.method == "POST" else None
        form = MakingForm(data, subjects=subjects_of(frozen))
        return cls(snapshot, frozen, form, MarkingForm(data, reader=request.reader, initial=USUAL))

    def is_valid(self) -> bool:
        """Both parts are asked, so that all faults are shown at once."""
        return all([self.form.is_valid(), self.marking.is_valid()])

    @property
    def making(self) -> Making:
        return Making(self.snapshot, self.form.subject, self.form.second_language, self.marking.marking())


@expensive("POST")
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, snapshot: UUID) -> HttpResponse:
    asked = ReportRequest.of(request, snapshot)
    sent = request.method == "POST" and ASKED not in request.POST and BACK not in request.POST
    if not sent or not asked.is_valid():
        return _form(request, asked)
    try:
        looked = look_at(asked.making, by=request.reader)
    except NotAllowed as refused:
        if refused.code != "report-snapshot":
            raise
        asked.form.add_error(None, str(refusals()[refused.code]))
        return _form(request, asked)
    if MAKE in request.POST:
        return _made(request, asked, looked)
    return _look(request, asked, looked)


def _made(request: ReaderRequest, asked: ReportRequest, looked: ReportPreview) -> HttpResponse:
    """Pressed twice, it is made once: the second press leads to the first one's report."""
    kept, pressed = request.POST.getlist("keep"), pressed_key(request.POST)
    try:
        made = make_report(asked.making, kept=kept, by=request.reader, pressed=pressed)
    except WordsWaiting:
        messages.warning(request, _("Review the marked terms first: keep each term, or have the text edited."))
        return _look(request, asked, looked)
    except AlreadyThere:
        made = report_made(request.reader, pressed)
    messages.success(request, _("Report created. The audience can now see it."))
    return redirect("reporting:report", made)


def _form(request: ReaderRequest, asked: ReportRequest) -> HttpResponse:
    preview = preview_of(asked.marking, asker=request.reader) if ASKED in request.POST else None
    context = {"form": asked.form, "marking": asked.marking, "preview": preview, "head": asked.frozen.head}
    return render(request, "reporting/reports/new.html", context)


def _look(request: ReaderRequest, asked: ReportRequest, looked: ReportPreview) -> HttpResponse:
    """The second look: what would be in it, what stays out, which words wait."""
    making = asked.making
    document = document_of(looked.frozen, making.subject, making.second, making.marking)
    context = {
        "head": asked.frozen.head,
        "preview": preview_of(asked.marking, asker=request.reader),
        "document": document,
        "blocks": list(shown((*document.front, *document.blocks))),
        "facts": facts_of(document),
        "left_out": left_out_of(asked.frozen, looked.frozen, making.subject),
        "omitted": omitted(asked.frozen, looked.frozen, making.subject),
        "hits": [(hit, WHY[hit.why]) for hit in looked.hits],
        ONCE: new_once(),
        "keeping": request.POST.getlist("keep"),
        "kept": [
            (name, value) for name in request.POST for value in request.POST.getlist(name) if name not in NOT_KEPT
        ],
    }
    return render(request, "reporting/reports/look.html", context)


KINDS = {"pdf": "application/pdf", "docx": DOCX, "xlsx": XLSX}


@require_safe
@members_only
def reports(request: ReaderRequest) -> HttpResponse:
    """For the secretariat also the snapshots that one could be made of."""
    makes = may_make(request.reader)
    rows = [(row, listed_words(row)) for row in reports_seen_by(request.reader)]
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
        "blocks": list(shown((*found.document.front, *found.document.blocks))),
        "facts": facts_of(found.document),
        "omitted": _omitted(request, found) if found.mine else None,
        "member": not request.reader.is_anonymous,
        "formats": [(form, form.upper()) for form in FORMATS],
    }
    return render(request, "reporting/reports/page.html", context)


def _omitted(request: ReaderRequest, found: ReportPage) -> OmittedLines:
    """By which records it differs from the results, for whoever made it."""
    read = snapshot_read_by(request.reader, found.frozen.head.id)
    return omitted(read, found.frozen, found.subject)


@expensive("GET", "HEAD")
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


@require_safe
@members_only
def draft(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Page 1 of the paper, and everything behind it with the ways to the records; in the reader's language."""
    paper = draft_paper(request.reader, record, own=get_language() or settings.LANGUAGE_CODE)
    found, document = paper.closing, paper.document
    root = reverse("reporting:round-analysis", args=[record])
    context = {
        "round": found,
        "document": document,
        "front": list(shown(document.front)),
        "charts": list(shown(block for block in document.blocks if isinstance(block, Bars))),
        "narrowest": found.narrowest,
        "omitted": omitted(found.draft, paper.covered, Subject(BOARD)),
        "analysis": showing(root).analysis(found.findings, found.before),
        "as_of": as_of_words(found.gathered.as_of),
        "formats": [(form, form.upper()) for form in FORMATS],
        "languages": [(code, name) for code, name in settings.LANGUAGES_OF_MEMBERS if code in SECOND],
    }
    return render(request, "reporting/snapshots/analysis.html", context)


@expensive("GET", "HEAD")
@require_safe
@members_only
def draft_file(request: ReaderRequest, record: UUID, form: str) -> HttpResponse:
    """The paper as a file, with `second` in two languages."""
    if form not in FORMATS:
        raise Http404
    second = request.GET.get("second", "")
    readers = request.GET.get("for") == READERS
    paper = draft_paper(request.reader, record, second if second in SECOND else "", readers=readers)
    headers = {"Content-Disposition": f'attachment; filename="draft-for-the-board.{form}"'}
    return HttpResponse(_written(request, form, paper.document), content_type=KINDS[form], headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def recall(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        recall_report(record, by=request.reader)
        messages.success(request, _("Withdrawn. It is no longer visible."))
        return redirect("reporting:reports")
    require_maker(request.reader)
    found = report_row(request.reader, record)
    return render(request, "reporting/reports/recall.html", {"id": found.pk, "title": label(TITLE, found.sort)})


@in_memory
@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def template(request: ReaderRequest) -> HttpResponse:
    require_maker(request.reader)
    form = TemplateForm(request.POST, request.FILES) if request.method == "POST" else TemplateForm()
    if form.is_bound and form.is_valid():
        put_template(form.name, form.content, by=request.reader)
        messages.success(request, _("Saved. Reports in Word format now use your template."))
        return redirect("reporting:report-template")
    context = {"form": form, "used": template_for(request.reader), "names": [f"{{{{ {name} }}}}" for name in NAMES]}
    return render(request, "reporting/reports/template.html", context)


@require_safe
@members_only
def template_file(request: ReaderRequest) -> HttpResponse:
    """The one in use, to make another of it."""
    require_maker(request.reader)
    headers = {"Content-Disposition": 'attachment; filename="report-template.docx"'}
    return HttpResponse(template_for(request.reader).content, content_type=DOCX, headers=headers)


@require_POST
@members_only
def drop(request: ReaderRequest) -> HttpResponse:
    """The one that the page showed, and no other that somebody put in its place since."""
    require_maker(request.reader)
    shown = uuid_of(request.POST, "record")
    try:
        drop_template(shown, by=request.reader)
    except NotFound:
        messages.warning(request, _("Another template has been put in use in the meantime. Check it, then try again."))
    else:
        messages.success(request, _("The template is no longer used."))
    return redirect("reporting:report-template")
