"""A sheet of needs comes back: dry run, report by row, carrying out, undo."""

from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.actions.undoing import undo_sheet
from egnatia.needs.needs.actions.uploading import carry_out, tried
from egnatia.needs.needs.authority import may_state_any
from egnatia.needs.needs.forms.uploading import UploadForm
from egnatia.needs.needs.queries.listing import Asking
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.needs.needs.queries.offering import usual_marking
from egnatia.needs.needs.queries.planning import Planning
from egnatia.needs.needs.queries.sheets import sheet_of
from egnatia.needs.needs.sheets import Plan, as_builtins, plan_from
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.people.marking.rules import DRAFT

SALT = "needs-sheet"
A_DAY = 24 * 3600


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def upload(request: ReaderRequest) -> HttpResponse:
    """The form; or what the sheet would change, row by row. Nothing is stored."""
    _require_writer(request)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        plan = Planning(request.reader, forum(), objectives()).plan(form.rows, form.file)
        usual = usual_marking(request.reader, plan.new_economy)
        return _report(request, plan, MarkingForm(reader=request.reader, initial=usual))
    return render(request, "needs/needs/upload.html", {"form": form})


@require_POST
@members_only
def applying(request: ReaderRequest) -> HttpResponse:
    """Carries out what the dry run showed; new needs get the marking that was chosen there."""
    _require_writer(request)
    plan = _plan(request)
    if plan is None:
        messages.error(request, _("This dry run is too old or not yours. Upload the sheet again."))
        return redirect("needs:needs-upload")
    marking = MarkingForm(request.POST, reader=request.reader)
    if ASKED in request.POST or (plan.new and not marking.is_valid()):
        return _report(request, plan, marking)
    outcome = carry_out(plan, marking.marking() if plan.new else DRAFT, by=request.reader)
    if not outcome.done:
        messages.error(request, _("Nothing was changed: no row could be carried out."))
        return redirect("needs:needs-upload")
    messages.success(request, _("Carried out. You can undo it here."))
    return redirect("needs:needs-sheet", outcome.sheet)


@require_safe
@members_only
def sheet(request: ReaderRequest, sheet: UUID) -> HttpResponse:
    page = sheet_of(request.reader, sheet)
    rows = Asking(request.reader, forum(), objectives()).rows_with_ids(page.needs())
    return render(request, "needs/needs/sheet.html", {"sheet": page, "rows": rows})


@require_POST
@members_only
def undoing(request: ReaderRequest, sheet: UUID) -> HttpResponse:
    undone = undo_sheet(sheet, by=request.reader)
    said = {"back": undone.back, "stay": undone.stay}
    if undone.stay:
        messages.warning(request, _("%(back)s taken back; %(stay)s stay: changed or answered since.") % said)
    else:
        messages.success(request, _("%(back)s taken back.") % said)
    return redirect("needs:needs-sheet", sheet)


def _require_writer(request: ReaderRequest) -> None:
    if not may_state_any(request.reader):
        raise NotAllowed(request.reader.why_not("need-economy"))


def _report(request: ReaderRequest, plan: Plan, marking: MarkingForm) -> HttpResponse:
    refused = tried(plan, DRAFT, by=request.reader)
    left_out = {fault.row for fault in refused}
    context = {
        "plan": plan,
        "faults": sorted((*plan.faults, *refused), key=lambda fault: (fault.row, fault.column)),
        "rows": [row for row in plan.rows if row.row not in left_out],
        "packed": signing.dumps(as_builtins(plan), salt=SALT, compress=True),
        "marking": marking if plan.new else None,
        "preview": preview_of(marking, asker=request.reader) if ASKED in request.POST else None,
    }
    return render(request, "needs/needs/report.html", context)


def _plan(request: ReaderRequest) -> Plan | None:
    """The dry run that comes back, if it is this reader's and not older than a day."""
    try:
        plan = plan_from(signing.loads(request.POST.get("plan", ""), salt=SALT, max_age=A_DAY))
    except signing.BadSignature:
        return None
    return plan if plan.person == request.reader.person else None
