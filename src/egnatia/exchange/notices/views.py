"""Acknowledging an alert, and publishing a draft."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from egnatia.exchange.notices.actions import acknowledge, own_draft, plan_readers, publish
from egnatia.exchange.notices.drafts import draft_of
from egnatia.exchange.notices.pages import NOTICES
from egnatia.kernel.records.markings import of_json
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED


@require_POST
@members_only
def acknowledgement(request: ReaderRequest, record: UUID) -> HttpResponse:
    acknowledge(record, by=request.reader)
    messages.success(request, _("Acknowledged. The originator sees this."))
    return redirect("exchange:notice", record)


@require_POST
@members_only
def publication(request: ReaderRequest, record: UUID) -> HttpResponse:
    """Whoever chose other readers for a draft sees first who they are. An alert that nobody would receive stays one."""
    row = own_draft(record, by=request.reader)
    planned = of_json(row.planned or {})
    marking = MarkingForm(request.POST, reader=request.reader, initial=planned)
    if not marking.is_valid():
        return NOTICES.shown(request, row, marking)
    if ASKED in request.POST or marking.marking() != planned or draft_of(request.reader, row).reaches_nobody:
        plan_readers(record, marking.marking(), by=request.reader)
        messages.info(request, _("Not published yet. Check who will see it."))
    else:
        publish(record, by=request.reader)
        messages.success(request, _("Published."))
    return redirect("exchange:notice", record)
