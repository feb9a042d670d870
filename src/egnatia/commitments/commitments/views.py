"""The pages on which a commitment is added, changed, withdrawn and restored."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.commitments.commitments.actions import (
    add_commitment,
    change_commitment,
    restore_commitment,
    withdraw_commitment,
)
from egnatia.commitments.commitments.forms import CommitmentForm, initial_of
from egnatia.commitments.commitments.queries.one import editable_by
from egnatia.commitments.commitments.queries.visible import rows_of, words_for
from egnatia.commitments.commitments.queries.withdrawn import MOST, withdrawn_seen_by
from egnatia.kernel.faults import ChangedMeanwhile, NotAllowed
from egnatia.kernel.forum import forum, terms
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import version_of
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    if not request.reader.strong:
        raise NotAllowed("second-factor")
    data = request.POST if request.method == "POST" else None
    asked = data is not None and ASKED in data
    asked_for = {name: request.GET[name] for name in ("source", "agreed_on") if name in request.GET}
    form = CommitmentForm(data, objectives=terms("objective"), initial=asked_for, quiet=data is None or asked)
    marking = MarkingForm(data, reader=request.reader)
    if data is not None and not asked and all([form.is_valid(), marking.is_valid()]):
        record = add_commitment(form.said(), marking.marking(), by=request.reader)
        messages.success(request, _("Saved. Who exactly sees it stands below."))
        return redirect("commitments:commitment", record)
    preview = preview_of(marking, asker=request.reader) if asked else None
    context = {"form": form, "marking": marking, "preview": preview, "commitment": None}
    return render(request, "commitments/commitments/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    draft = editable_by(request.reader, record)
    data = request.POST if request.method == "POST" else None
    form = CommitmentForm(data, objectives=terms("objective"), initial=initial_of(draft.said), quiet=data is None)
    if data is not None and form.is_valid():
        try:
            change_commitment(record, form.said(draft.said), expected=version_of(request.POST), by=request.reader)
        except ChangedMeanwhile:
            form.add_error(None, _("Somebody else saved a change meanwhile. Look at it, then save again."))
        else:
            messages.success(request, _("Saved as a new version."))
            return redirect("commitments:commitment", record)
    return render(request, "commitments/commitments/form.html", {"form": form, "commitment": draft})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        withdraw_commitment(record, by=request.reader)
        messages.success(request, _("Withdrawn. Nobody sees it any more; you can restore it here."))
        return redirect("commitments:withdrawn")
    editable_by(request.reader, record)
    (row,) = rows_of(request.reader, [record], words_for(forum()))
    return render(request, "commitments/commitments/withdrawal.html", {"row": row})


@require_safe
@members_only
def withdrawn(request: ReaderRequest) -> HttpResponse:
    rows = withdrawn_seen_by(request.reader)
    return render(request, "commitments/commitments/withdrawn.html", {"rows": rows, "most": MOST})


@require_POST
@members_only
def restoration(request: ReaderRequest, record: UUID) -> HttpResponse:
    restore_commitment(record, by=request.reader)
    messages.success(request, _("Restored: the same readers see it again."))
    return redirect("commitments:commitment", record)
