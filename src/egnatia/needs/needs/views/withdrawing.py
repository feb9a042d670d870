from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.needs.actions.limiting import TooManyHighs
from egnatia.needs.needs.actions.stating import restore_need, withdraw_need
from egnatia.needs.needs.queries.objectives import objectives
from egnatia.needs.needs.queries.one import page_of, require_writer
from egnatia.needs.needs.queries.withdrawn import MOST, withdrawn_seen_by
from egnatia.needs.needs.views.saying import refusal_words
from egnatia.people.access import members_only


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        withdraw_need(record, by=request.reader)
        messages.success(request, _("Withdrawn. Nobody sees it any more; you can restore it here."))
        return redirect("needs:needs-withdrawn")
    require_writer(request.reader, record)
    page = page_of(request.reader, record, forum(), objectives())
    return render(request, "needs/needs/withdrawal.html", {"need": page})


@require_safe
@members_only
def withdrawn(request: ReaderRequest) -> HttpResponse:
    rows = withdrawn_seen_by(request.reader, forum(), objectives())
    return render(request, "needs/needs/withdrawn.html", {"rows": rows, "most": MOST})


@require_POST
@members_only
def restoration(request: ReaderRequest, record: UUID) -> HttpResponse:
    try:
        restore_need(record, by=request.reader)
    except TooManyHighs as refused:
        messages.error(request, refusal_words(refused))
        return redirect("needs:needs-withdrawn")
    messages.success(request, _("Restored: the same readers see it again."))
    return redirect("needs:need", record)
