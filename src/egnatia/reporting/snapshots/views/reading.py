"""Snapshots for whoever may read them: the list, one, and what stands behind a figure of one."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from egnatia.kernel.faults import NotFound
from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.people.access import members_only
from egnatia.reporting.snapshots.opening import showing
from egnatia.reporting.snapshots.queries.one import page_of
from egnatia.reporting.snapshots.queries.reading import frozen_for
from egnatia.reporting.snapshots.queries.visible import snapshots_seen_by


@require_safe
@members_only
def snapshots(request: ReaderRequest) -> HttpResponse:
    return render(request, "reporting/snapshots/list.html", {"rows": snapshots_seen_by(request.reader)})


@require_safe
@members_only
def one(request: ReaderRequest, record: UUID) -> HttpResponse:
    page = page_of(request.reader, record, forum())
    head = page.frozen.head
    shown = showing(reverse("reporting:snapshot", args=[record]), snapshot=record).analysis(page.frozen, page.before)
    context = {"snapshot": page, "head": head, "analysis": shown, "as_of": as_of_words(head.as_of)}
    context["narrowest"] = page.narrowest
    return render(request, "reporting/snapshots/page.html", context)


@require_safe
@members_only
def cell(request: ReaderRequest, record: UUID, economy: str, code: str) -> HttpResponse:
    frozen = frozen_for(request.reader, record)
    if frozen is None:
        raise NotFound
    root = reverse("reporting:snapshot", args=[record])
    inside = showing(root, snapshot=record).cell(frozen, economy, code)
    if inside is None:
        raise Http404
    context = {"cell": inside, "inside": inside.inside, "title": frozen.head.title, "back": root, "head": frozen.head}
    context["narrowest"] = max(frozen.narrowest, frozen.head.marking.tlp).words
    return render(request, "reporting/snapshots/cell.html", {**context, "as_of": as_of_words(frozen.head.as_of)})
