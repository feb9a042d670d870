"""Pages of regular sources: the list, one with its report, setting it up, fetching it now, removing it."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from egnatia.activities.sources.actions import setup
from egnatia.activities.sources.forms import SourceForm
from egnatia.activities.sources.queries import SourceLine, fetches_of, source_seen_by, sources_seen_by
from egnatia.kernel.faults import NotAllowed
from egnatia.kernel.requests import ReaderRequest
from egnatia.people.access import members_only
from egnatia.people.marking.forms import MarkingForm
from egnatia.people.marking.preview import ASKED, preview_of


@require_safe
@members_only
def sources(request: ReaderRequest) -> HttpResponse:
    """All sources that the reader may know of."""
    context = {"sources": sources_seen_by(request.reader), "fetching": settings.FETCH}
    return render(request, "activities/sources/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def new(request: ReaderRequest) -> HttpResponse:
    """Set one up."""
    return _form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@members_only
def change(request: ReaderRequest, source_id: UUID) -> HttpResponse:
    """Say it anew, or take it over from a colleague."""
    found = source_seen_by(request.reader, source_id)
    if not found.own:
        raise NotAllowed("owner")
    return _form(request, found)


def _form(request: ReaderRequest, found: SourceLine | None) -> HttpResponse:
    sent = request.POST if request.method == "POST" else None
    start: dict[str, Any] = {}
    if found:
        start = {name: getattr(found, name) for name in ("name", "address", "every", "everywhere")}
    form = SourceForm(sent, initial=start)
    form.quiet = bool(sent) and ASKED in request.POST
    marking = MarkingForm(sent, reader=request.reader, initial=found.marking if found else None)
    if sent and not form.quiet and all([form.is_valid(), marking.is_valid()]):
        return redirect("activities:source", _saved(request, found, form, marking))
    preview = preview_of(marking, asker=request.reader) if form.quiet else None
    context = {"form": form, "marking": marking, "preview": preview, "found": found, "fetching": settings.FETCH}
    return render(request, "activities/sources/form.html", context)


def _saved(request: ReaderRequest, found: SourceLine | None, form: SourceForm, marking: MarkingForm) -> UUID:
    wish = form.wish(marking.marking())
    if found:
        setup.change(found.id, wish, by=request.reader)
    made = found.id if found else setup.set_up(wish, by=request.reader)
    if settings.FETCH:
        setup.ask_for(made, by=request.reader)
    messages.success(request, _("The source was saved."))
    return made


@require_safe
@members_only
def source(request: ReaderRequest, source_id: UUID) -> HttpResponse:
    """One source, and what changed at each fetch."""
    found = source_seen_by(request.reader, source_id)
    context = {"found": found, "fetches": fetches_of(request.reader, found), "fetching": settings.FETCH}
    return render(request, "activities/sources/source.html", context)


@require_POST
@members_only
def fetching(request: ReaderRequest, source_id: UUID) -> HttpResponse:
    """Fetch it now."""
    setup.ask_for(source_id, by=request.reader)
    messages.success(request, _("The file is being fetched. The result is listed here in a few minutes."))
    return redirect("activities:source", source_id)


@require_POST
@members_only
def removal(request: ReaderRequest, source_id: UUID) -> HttpResponse:
    """Fetch it no more."""
    setup.remove(source_id, by=request.reader)
    messages.success(request, _("The source was removed. The imported activities are kept."))
    return redirect("activities:sources")
