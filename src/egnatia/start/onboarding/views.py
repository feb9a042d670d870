"""The page of the guide, and putting it away from one's home."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.start.onboarding import actions
from egnatia.start.onboarding.guide import guide_of
from egnatia.start.onboarding.queries import is_put_away, there_for
from egnatia.start.onboarding.rules import require_desk


@require_safe
@members_only
def start(request: ReaderRequest) -> HttpResponse:
    """Every step, whether or not it stands on the home."""
    require_desk(request.reader)
    there = there_for(request.reader)
    context = {"guide": guide_of(there), "away": is_put_away(request.reader), "over": there.adopted}
    return render(request, "start/onboarding/page.html", context)


@require_POST
@members_only
def putting_away(request: ReaderRequest) -> HttpResponse:
    actions.put_away(by=request.reader)
    messages.success(request, _("Hidden. You find the steps under “First steps” at the end of this page."))
    return redirect("start:home")


@require_POST
@members_only
def putting_back(request: ReaderRequest) -> HttpResponse:
    actions.put_back(by=request.reader)
    messages.success(request, _("Shown on your home page again."))
    return redirect("start:home")
