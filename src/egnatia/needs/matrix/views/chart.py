from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.activities.activities.queries.listing import with_ids
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.matrix.map.dots import dots_of
from egnatia.needs.matrix.opening import opened
from egnatia.needs.matrix.queries.places import Whereabouts, whereabouts
from egnatia.needs.matrix.rules import MOST_OF_A_CELL
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.needs.matrix.showing.chart import NOWHERE, chart_of, places_words
from egnatia.needs.matrix.tabs import tabs
from egnatia.people.access import members_only

WITHOUT = ("level", "under", "economy", "all_rows", "all_columns", "perspective")


@require_safe
@members_only
def chart(request: ReaderRequest) -> HttpResponse:
    """Only for whoever asks for it: the equal tiles are the usual view."""
    page = opened(request.reader, request.GET, without=WITHOUT)
    context = {
        "form": page.form,
        "tabs": tabs(page.naming, "tiles"),
        "chart": chart_of(whereabouts(page.asking), page.naming),
        "as_of": as_of_words(page.as_of),
        "tiles_url": page.naming.address("tiles"),
    }
    return render(request, "needs/matrix/map.html", context)


@require_safe
@members_only
def activities(request: ReaderRequest) -> HttpResponse:
    """The activities of one dot, or those without a place on the map."""
    page = opened(request.reader, request.GET, without=WITHOUT)
    asked, found = request.GET.get("spot", ""), whereabouts(page.asking)
    ids = sorted(found.at("" if asked == NOWHERE else asked or "0"))
    if not ids:
        raise Http404
    rows = with_ids(request.reader, ids[:MOST_OF_A_CELL], page.naming.names)
    context = {
        "places": _places(found, asked),
        "rows": [rows[each] for each in ids if each in rows],
        "more": len(ids) - len(rows),
        "back": page.naming.address("map"),
        "as_of": as_of_words(page.as_of),
    }
    return render(request, "needs/matrix/map_activities.html", context)


def _places(found: Whereabouts, asked: str) -> str:
    return next((places_words(dot) for dot in dots_of(found.points) if dot.key == asked), "")
