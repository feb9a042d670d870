from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from egnatia.kernel.marking import Marking
from egnatia.kernel.requests import ReaderRequest
from egnatia.matching import labels
from egnatia.matching.actions.viewing import USUAL, state_position, take_back
from egnatia.matching.forms.viewing import ViewForm
from egnatia.matching.queries.page import match_seen_by
from egnatia.matching.views.listing import naming
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of


@require_safe
@members_only
def match(request: ReaderRequest, match_id: UUID) -> HttpResponse:
    return _page(request, match_id, ViewForm(), MarkingForm(reader=request.reader, initial=USUAL))


def _page(request: ReaderRequest, match_id: UUID, form: ViewForm, marking: MarkingForm) -> HttpResponse:
    found = match_seen_by(request.reader, match_id, naming=naming())
    preview = preview_of(marking, asker=request.reader) if ASKED in request.POST else None
    context = {
        "match": found,
        "form": form,
        "marking": marking,
        "preview": preview,
        "verdicts": labels.VERDICT.items(),
        "pressed": request.POST.get("verdict", ""),
        "opened": marking.is_bound,
    }
    return render(request, "matching/page.html", context)


@require_POST
@members_only
def say(request: ReaderRequest, match_id: UUID) -> HttpResponse:
    """POST /matches/…/views: one more view. Where something is amiss, the page again with all that was typed."""
    form = ViewForm(request.POST)
    marking = MarkingForm(request.POST if _chose_marking(request) else None, reader=request.reader, initial=USUAL)
    if ASKED in request.POST or not form.is_valid() or (marking.is_bound and not marking.is_valid()):
        return _page(request, match_id, form, marking)
    said = form.cleaned_data
    chosen: Marking = marking.marking() if marking.is_bound else USUAL
    state_position(match_id, said["verdict"], said["note"], chosen, by=request.reader)
    what = {"view": labels.label(labels.VERDICT, said["verdict"])}
    messages.success(request, _("Your view is kept: %(view)s. You can take it back on the page of the match.") % what)
    return _next(form, match_id)


def _chose_marking(request: ReaderRequest) -> bool:
    """Not in a queue, where the usual marking is meant."""
    return any(name.startswith("marking-") for name in request.POST)


def _next(form: ViewForm, match_id: UUID) -> HttpResponseRedirect:
    return redirect("matching:match-batch") if form.in_batch else redirect("matching:match", match_id)


@require_POST
@members_only
def withdrawal(request: ReaderRequest, match_id: UUID, view_id: UUID) -> HttpResponse:
    """POST /matches/…/views/…/withdrawal: take one's own newest view back."""
    there = take_back(match_id, view_id, by=request.reader)
    messages.success(request, _("Your view is taken back."))
    return redirect("matching:match", match_id) if there else redirect("matching:matches")
