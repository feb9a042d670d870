"""Confirming a new colleague, or saying that nobody knows them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.colleagues import actions
from egnatia.people.colleagues.queries import new_colleagues_for


@require_safe
@members_only
def listed(request: ReaderRequest) -> HttpResponse:
    return render(request, "people/colleagues/list.html", {"colleagues": new_colleagues_for(request.reader)})


@require_POST
@members_only
def confirmation(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    actions.confirm(person_id, by=request.reader)
    messages.success(request, _("Confirmed. The person now acts for the organisation."))
    return redirect("people:colleagues")


@require_POST
@members_only
def refusal(request: ReaderRequest, person_id: UUID) -> HttpResponse:
    actions.decline(person_id, by=request.reader)
    messages.success(request, _("Account closed. It no longer gives access."))
    return redirect("people:colleagues")
