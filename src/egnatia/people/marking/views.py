"""Who sees a record and why, how that is changed, and the parts of the form that answer while somebody chooses."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.audience import audience_of
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.addresses import page_of
from egnatia.people.marking import actions, queries
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, MarkingPreview, preview_of
from egnatia.people.marking.queries import MarkedRecord
from egnatia.people.marking.rules import nobody_besides


@require_POST
@members_only
def preview(request: ReaderRequest, record_id: UUID | None = None) -> HttpResponse:
    """Who would see it: a fragment, for a new record or one that exists."""
    record = queries.marked_record(request.reader, record_id) if record_id else None
    form = MarkingForm(
        request.POST, reader=request.reader, initial=record.marking if record else None, record=record_id
    )
    shown = preview_of(form, asker=request.reader, record=record)
    return render(request, "people/marking/preview.html", {"preview": shown, "form": form})


@require_safe
@members_only
def organisations(request: ReaderRequest) -> HttpResponse:
    """Names to choose from while somebody types one."""
    typed = str(next((value for name, value in request.GET.items() if name.endswith("organisation_name")), "")).strip()
    found = queries.organisations_like(request.reader, typed) if typed else ()
    return render(request, "people/marking/organisations.html", {"organisations": found})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def marking(request: ReaderRequest, record_id: UUID) -> HttpResponse:
    """Of any record: who sees it and why; for its owner's organisation, the form that changes it."""
    record = queries.marked_record(request.reader, record_id)
    form = _form(request, record)
    if request.method == "POST" and ASKED not in request.POST and form.is_valid():
        done = actions.change_marking(record_id, form.marking(), by=request.reader)
        said = _("Marking changed.") if done else _("A second person with access must approve this marking.")
        messages.success(request, said)
        return redirect("people:marking", record_id)
    preview = preview_of(form, asker=request.reader, record=record)
    return _marking_page(request, record, form, preview if ASKED in request.POST else None)


def _form(request: ReaderRequest, record: MarkedRecord) -> MarkingForm:
    sent = request.POST if request.method == "POST" else None
    return MarkingForm(sent, reader=request.reader, initial=record.marking, record=record.id)


def _marking_page(
    request: ReaderRequest, record: MarkedRecord, form: MarkingForm, preview: MarkingPreview | None
) -> HttpResponse:
    groups = audience_of(record.marking, owner=record.owner, author=record.author, asker=request.reader)
    shown = {
        "record": record,
        "alone": record.mine and record.released and nobody_besides(request.reader.name, groups),
        "groups": groups,
        "form": form if record.mine else None,
        "preview": preview,
        "release": queries.waiting_release(request.reader, record),
        "back": page_of(record.kind, record.id),
    }
    return render(request, "people/marking/page.html", shown)


@require_POST
@members_only
def confirmation(request: ReaderRequest, release_id: UUID) -> HttpResponse:
    record = actions.confirm_wider(release_id, by=request.reader)
    messages.success(request, _("Approved. The wider marking applies now."))
    return redirect("people:marking", record)


@require_POST
@members_only
def declining(request: ReaderRequest, release_id: UUID) -> HttpResponse:
    record = actions.decline_wider(release_id, by=request.reader)
    messages.success(request, _("Declined. The marking is unchanged."))
    return redirect("people:marking", record)
