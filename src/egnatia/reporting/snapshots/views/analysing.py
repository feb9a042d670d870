"""What the board would get if the round were closed today, for the secretariat."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from egnatia.kernel.forum import forum
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.people.access import members_only
from egnatia.reporting.snapshots.opening import showing
from egnatia.reporting.snapshots.queries.analysing import closing


@require_safe
@members_only
def analysis(request: ReaderRequest, record: UUID) -> HttpResponse:
    found = closing(request.reader, record, forum())
    shown = showing(reverse("reporting:round-analysis", args=[record])).analysis(found.findings, found.before)
    context = {
        "round": found,
        "narrowest": found.narrowest,
        "analysis": shown,
        "as_of": as_of_words(found.gathered.as_of),
    }
    return render(request, "reporting/snapshots/analysis.html", context)


@require_safe
@members_only
def cell(request: ReaderRequest, record: UUID, economy: str, code: str) -> HttpResponse:
    """What stands behind one figure of it."""
    found = closing(request.reader, record, forum())
    root = reverse("reporting:round-analysis", args=[record])
    inside = showing(root).cell(found.findings, economy, code)
    if inside is None:
        raise Http404
    context = {"cell": inside, "inside": inside.inside, "title": found.title, "back": root}
    context["narrowest"] = found.narrowest
    return render(request, "reporting/snapshots/cell.html", {**context, "as_of": as_of_words(found.gathered.as_of)})
