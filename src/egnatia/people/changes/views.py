from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.kernel.faults import NotFound
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.changes.actions import saw_all
from egnatia.people.changes.forms import ChangeFilterForm
from egnatia.people.changes.queries import changes_for
from egnatia.people.changes.rules import moment_of


@require_safe
@members_only
def changes(request: ReaderRequest) -> HttpResponse:
    """Looking moves no mark: only saying so does."""
    form = ChangeFilterForm(request.GET)
    found = changes_for(request.reader, day=form.day, kind=form.kept_kind, page=request.GET.get("page", ""))
    return render(request, "people/changes/page.html", {"form": form, "changes": found})


@require_POST
@members_only
def seen(request: ReaderRequest) -> HttpResponse:
    until = moment_of(request.POST.get("until", ""))
    if until is None:
        raise NotFound
    saw_all(until, by=request.reader)
    messages.success(request, _("Marked as seen. Next time, this page starts from now."))
    return redirect("people:changes")
