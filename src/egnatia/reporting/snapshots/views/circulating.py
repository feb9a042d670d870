"""A text that circulates: somebody objects, or the secretariat takes it back. The deed itself is a POST."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from egnatia.kernel.faults import NotAllowed, NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.pages.posted import text_of
from egnatia.people.access import members_only
from egnatia.reporting.snapshots.actions.silence import object_to, take_text_back
from egnatia.reporting.snapshots.queries.one import page_of
from egnatia.reporting.snapshots.rules import LONGEST_REASON


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def objection(request: ReaderRequest, record: UUID) -> HttpResponse:
    refusal = ""
    if request.method == "POST":
        refusal = _objected(request, record)
        if not refusal:
            messages.success(request, _("You have objected: the text is not adopted, and the secretariat reads why."))
            return redirect("reporting:snapshot", record)
    page = page_of(request.reader, record, forum())
    if not page.seats:
        raise NotAllowed("snapshot-office")
    context = {"snapshot": page, "head": page.frozen.head, "refusal": refusal}
    context["participant"] = request.POST.get("participant", "")
    return render(request, "reporting/snapshots/objection.html", context)


def _objected(request: ReaderRequest, record: UUID) -> str:
    """Why not, where the form can be sent again with more in it."""
    reason = text_of(request.POST, "reason", LONGEST_REASON)
    try:
        object_to(record, _identifier(request.POST.get("participant", "")), reason, by=request.reader)
    except NotAllowed as refused:
        if refused.code != "snapshot-reason":
            raise
        return _("Say why you object: the secretariat needs your reason to write another text.")
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def taking_back(request: ReaderRequest, record: UUID) -> HttpResponse:
    if request.method == "POST":
        take_text_back(record, by=request.reader)
        messages.success(request, _("Taken back: nothing is adopted, and the answers can be changed again."))
        return redirect("reporting:snapshot", record)
    page = page_of(request.reader, record, forum())
    if not page.desk:
        raise NotAllowed("snapshot-over" if request.reader.is_secretariat else "secretariat")
    return render(request, "reporting/snapshots/taking_back.html", {"snapshot": page, "head": page.frozen.head})


def _identifier(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None
