from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.activities.activities.actions.entering import restore_activity, withdraw_activity
from egnatia.activities.activities.queries.editing import editable_by
from egnatia.activities.activities.queries.withdrawn import MOST, withdrawn_seen_by
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        withdraw_activity(record, by=request.reader)
        messages.success(request, _("Withdrawn. Nobody sees it any more; you can restore it here."))
        return redirect("activities:activities-withdrawn")
    activity = editable_by(request.reader, record)
    return render(request, "activities/activities/withdrawal.html", {"activity": activity})


@require_safe
@members_only
def withdrawn(request: ReaderRequest) -> HttpResponse:
    rows = withdrawn_seen_by(request.reader)
    return render(request, "activities/activities/withdrawn.html", {"rows": rows, "most": MOST})


@require_POST
@members_only
def restoration(request: ReaderRequest, record: UUID) -> HttpResponse:
    restore_activity(record, by=request.reader)
    messages.success(request, _("Restored: the same readers see it again."))
    return redirect("activities:activity", record)
