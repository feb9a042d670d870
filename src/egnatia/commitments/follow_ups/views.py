"""The pages of follow-ups."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.commitments.commitments.queries.visible import rows_of, words_for
from egnatia.commitments.follow_ups.actions import change_follow_up, restore_follow_up, withdraw_follow_up
from egnatia.commitments.follow_ups.actions import follow_up as say
from egnatia.commitments.follow_ups.forms import FollowUpForm, initial_of
from egnatia.commitments.follow_ups.queries.one import economies_for, editable_by, page_of
from egnatia.commitments.follow_ups.queries.withdrawn import withdrawn_follow_ups_seen_by
from egnatia.kernel.faults import AlreadyThere, ChangedMeanwhile, NotAllowed, NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import version_of
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest, commitment: UUID) -> HttpResponse:
    if not request.reader.strong:
        raise NotAllowed("second-factor")
    names = forum()
    rows = rows_of(request.reader, [commitment], words_for(names))
    if not rows:
        raise NotFound
    data = request.POST if request.method == "POST" else None
    asked = data is not None and ASKED in data
    chosen = {"economy": request.GET["economy"]} if "economy" in request.GET else {}
    form = FollowUpForm(data, whom=economies_for(request.reader, names), initial=chosen, quiet=data is None or asked)
    marking = MarkingForm(data, reader=request.reader)
    if data is not None and not asked and all([form.is_valid(), marking.is_valid()]):
        try:
            record = say(commitment, form.said(), marking.marking(), by=request.reader)
        except AlreadyThere:
            form.add_error("economy", _("Your organisation has said this already: change what it said."))
        else:
            messages.success(request, _("Saved. Who exactly sees it stands below."))
            return redirect("commitments:follow-up", record)
    preview = preview_of(marking, asker=request.reader) if asked else None
    context = {"form": form, "marking": marking, "preview": preview, "commitment": rows[0], "follow_up": None}
    return render(request, "commitments/follow_ups/form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, record: UUID) -> HttpResponse:
    draft = editable_by(request.reader, record)
    names = forum()
    (row,) = rows_of(request.reader, [draft.commitment], words_for(names))
    data = request.POST if request.method == "POST" else None
    form = FollowUpForm(data, whom=(), initial=initial_of(draft.said), changing=True, quiet=data is None)
    if data is not None and form.is_valid():
        try:
            change_follow_up(record, form.said(draft.said), expected=version_of(request.POST), by=request.reader)
        except ChangedMeanwhile:
            form.add_error(None, _("Somebody else saved a change meanwhile. Look at it, then save again."))
        else:
            messages.success(request, _("Saved as a new version."))
            return redirect("commitments:follow-up", record)
    return render(request, "commitments/follow_ups/form.html", {"form": form, "commitment": row, "follow_up": draft})


@require_safe
def follow_up(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum())
    return render(request, "commitments/follow_ups/page.html", {"shown": page, "row": page.row})


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        commitment = withdraw_follow_up(record, by=request.reader)
        messages.success(request, _("Withdrawn. Nobody sees it any more; it can be restored, or said anew."))
        return redirect("commitments:commitment", commitment)
    editable_by(request.reader, record)
    page = page_of(request.reader, record, forum())
    return render(request, "commitments/follow_ups/withdrawal.html", {"shown": page, "row": page.row})


@require_safe
@members_only
def withdrawn(request: ReaderRequest) -> HttpResponse:
    rows = withdrawn_follow_ups_seen_by(request.reader, forum())
    return render(request, "commitments/follow_ups/withdrawn.html", {"rows": rows})


@require_POST
@members_only
def restoration(request: ReaderRequest, record: UUID) -> HttpResponse:
    try:
        restore_follow_up(record, by=request.reader)
    except AlreadyThere:
        messages.error(request, _("Your organisation has said it anew since: withdraw that first."))
        return redirect("commitments:follow-ups-withdrawn")
    messages.success(request, _("Restored: the same readers see it again."))
    return redirect("commitments:follow-up", record)
