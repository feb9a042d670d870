from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.rounds.rounds.actions.withdrawing import restore_round, withdraw_round
from egnatia.rounds.rounds.queries.one import round_page
from egnatia.rounds.rounds.queries.withdrawn import MOST, require_withdrawer, withdrawn_seen_by


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def withdrawal(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Asks first; the deed itself is a POST."""
    if request.method == "POST":
        withdraw_round(record, by=request.reader)
        messages.success(request, _("Withdrawn. Nobody sees it any more; you can restore it here."))
        return redirect("rounds:rounds-withdrawn")
    require_withdrawer(request.reader, record)
    page = round_page(request.reader, record, forum())
    return render(request, "rounds/rounds/withdrawal.html", {"round": page})


@require_safe
@members_only
def withdrawn(request: ReaderRequest) -> HttpResponse:
    context = {"rows": withdrawn_seen_by(request.reader), "most": MOST}
    return render(request, "rounds/rounds/withdrawn.html", context)


@require_POST
@members_only
def restoration(request: ReaderRequest, record: UUID) -> HttpResponse:
    restore_round(record, by=request.reader)
    messages.success(request, _("Restored: the same readers see it again."))
    return redirect("rounds:round", record)
