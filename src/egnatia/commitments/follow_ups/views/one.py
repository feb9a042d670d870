from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.commitments.follow_ups.actions import restore_follow_up, withdraw_follow_up
from egnatia.commitments.follow_ups.queries.one import editable_by, page_of
from egnatia.commitments.follow_ups.queries.withdrawn import withdrawn_follow_ups_seen_by
from egnatia.kernel.faults import AlreadyThere
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only


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
