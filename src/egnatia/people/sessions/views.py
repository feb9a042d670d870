"""The page on which a person sees where they are signed in, and ends what they do not know."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.sessions import actions, queries


@require_safe
@members_only
def listed(request: ReaderRequest) -> HttpResponse:
    rows = queries.sessions_of(request.reader, here=request.session.session_key)
    return render(request, "people/sessions.html", {"sessions": rows, "others": len(rows) > 1})


@require_POST
@members_only
def ending(request: ReaderRequest, name: UUID) -> HttpResponse:
    actions.end(name, by=request.reader)
    messages.success(request, _("That session has ended."))
    return redirect("people:sessions")


@require_POST
@members_only
def ending_of_others(request: ReaderRequest) -> HttpResponse:
    actions.end_others(here=request.session.session_key, by=request.reader)
    messages.success(request, _("All your other sessions have ended."))
    return redirect("people:sessions")
