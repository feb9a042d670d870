"""The workbook of a participant: taken, brought back as a dry run, carried out, or taken with its mistakes marked."""

from dataclasses import replace
from uuid import UUID

import msgspec
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.requests import ReaderRequest, expensive
from egnatia.needs.needs.queries.visible import usual_marking
from egnatia.pages.downloads import XLSX, file_of
from egnatia.pages.labels import label
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of
from egnatia.people.marking.rules import DRAFT
from egnatia.rounds.rounds.views.answers import shown_to
from egnatia.rounds.workbook.actions import carry_out, tried
from egnatia.rounds.workbook.forms import WorkbookForm
from egnatia.rounds.workbook.labels import HEADER
from egnatia.rounds.workbook.queries import WorkbookContent, plan_of
from egnatia.rounds.workbook.rules import MOST_PACKED, Sent, WorkbookPlan
from egnatia.rounds.workbook.workbook import workbook_of

SALT = "round-sheet"
A_DAY = 24 * 3600
SENT, READ = "sheet", "read"  # fields of the report


@expensive("GET", "HEAD")
@require_safe
@members_only
def taken(request: ReaderRequest, participant: UUID) -> HttpResponse:
    filling = WorkbookContent.of(shown_to(request), participant)
    return file_of(workbook_of(filling.sheet()), XLSX, "round.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def brought(request: ReaderRequest, participant: UUID) -> HttpResponse:
    """The form; or what the file would change, row by row. Nothing is stored."""
    filling = WorkbookContent.of(shown_to(request), participant)
    form = _form(request, filling)
    if form.is_bound and form.is_valid():
        packed = signing.dumps(msgspec.to_builtins(form.sent), salt=SALT, compress=True)
        if len(packed) <= MOST_PACKED:
            return _report(request, filling, form.sent, packed)
        form.add_error(
            "upload", _("The file contains too much text for one upload. Upload the file of a mapping round.")
        )
    return render(request, "rounds/workbook/upload.html", {"form": form, "of": filling})


@expensive("POST")
@require_POST
@members_only
def applying(request: ReaderRequest, participant: UUID) -> HttpResponse:
    """Carries out what the report showed. Where it would be another one by now, that is shown first."""
    filling = WorkbookContent.of(shown_to(request), participant)
    sent = _sent(request, filling)
    if sent is None:
        return _again(request, participant)
    plan, packed = _settled(request, filling, sent), request.POST[SENT]
    marking = MarkingForm(request.POST, reader=request.reader)
    if ASKED in request.POST or (plan.new and not marking.is_valid()):
        return _report(request, filling, sent, packed, marking)
    if request.POST.get(READ, "") != plan.digest:
        messages.warning(request, _("The data have changed since this preview. Check the preview again."))
        return _report(request, filling, sent, packed)
    done, faults = carry_out(participant, plan, marking.marking() if plan.new else DRAFT, by=request.reader)
    _say(request, done, len({fault.row for fault in plan.faults}) + len(faults))
    return redirect("rounds:round-answers", participant)


@expensive("POST")
@require_POST
@members_only
def marked(request: ReaderRequest, participant: UUID) -> HttpResponse:
    """The file as it was sent, with what is wrong marked in it."""
    filling = WorkbookContent.of(shown_to(request), participant)
    sent = _sent(request, filling)
    if sent is None:
        return _again(request, participant)
    plan = _settled(request, filling, sent)
    return file_of(workbook_of(filling.marked(sent, plan.faults)), XLSX, "round-marked.xlsx")


def _form(request: ReaderRequest, filling: WorkbookContent) -> WorkbookForm:
    data, sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    whose = str(filling.found.pk)
    return WorkbookForm(data, sent, participant=whose, person=request.reader.person, sort=filling.sort)


def _settled(request: ReaderRequest, filling: WorkbookContent, sent: Sent) -> WorkbookPlan:
    """What the report shows and what is carried out: rows that would be refused are among its faults."""
    plan = plan_of(filling, sent)
    refused = tried(filling.found.pk, plan, DRAFT, by=request.reader)
    faults = sorted((*plan.faults, *refused), key=lambda fault: (fault.row, fault.column))
    left_out = {fault.row for fault in faults}
    return replace(plan, rows=tuple(row for row in plan.rows if row.row not in left_out), faults=tuple(faults))


def _report(
    request: ReaderRequest, filling: WorkbookContent, sent: Sent, packed: str, marking: MarkingForm | None = None
) -> HttpResponse:
    plan = _settled(request, filling, sent)
    if plan.new and marking is None:
        usual = usual_marking(request.reader, filling.found.economy_id or "")
        marking = MarkingForm(reader=request.reader, initial=usual)
    context = {
        "of": filling,
        "plan": plan,
        "read": plan.digest,
        "faults": [replace(fault, column=label(HEADER, fault.column)) for fault in plan.faults],
        "packed": packed,
        "marking": marking if plan.new else None,
        "preview": preview_of(marking, asker=request.reader) if marking and ASKED in request.POST else None,
    }
    return render(request, "rounds/workbook/report.html", context)


def _sent(request: ReaderRequest, filling: WorkbookContent) -> Sent | None:
    """The file that comes back from the report, if it is this reader's for this participant and not too old."""
    try:
        sent = msgspec.convert(signing.loads(request.POST.get(SENT, ""), salt=SALT, max_age=A_DAY), type=Sent)
    except signing.BadSignature:
        return None
    whose = (str(filling.found.pk), request.reader.person)
    return sent if (sent.participant, sent.person) == whose else None


def _again(request: ReaderRequest, participant: UUID) -> HttpResponse:
    messages.error(request, _("This preview has expired or is not yours. Upload the file again."))
    return redirect("rounds:round-sheet-upload", participant)


def _say(request: ReaderRequest, done: int, left_out: int) -> None:
    if done:
        said = ngettext("%(count)s row was applied.", "%(count)s rows were applied.", done) % {"count": done}
        messages.success(request, said)
    if left_out:
        said = ngettext("%(count)s row was not applied.", "%(count)s rows were not applied.", left_out)
        messages.warning(request, said % {"count": left_out})
