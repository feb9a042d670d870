from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.activities.activities.queries.listing import with_ids
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.matrix.opening import Opened, opened
from egnatia.needs.matrix.queries.partners import presences, works_of_partner
from egnatia.needs.matrix.rules import LEVELS, MOST_OF_A_CELL
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.needs.matrix.showing.who import Presentation, presentation
from egnatia.needs.matrix.tables import table_of_partners
from egnatia.needs.matrix.tabs import tabs
from egnatia.pages.downloads import FORMATS
from egnatia.people.access import members_only

WITHOUT = ("all_rows", "all_columns", "perspective")


def _asked(page: Opened) -> tuple[int, str, str]:
    said = page.form.said
    return LEVELS[said.get("level", "priority")], said.get("under", ""), said.get("economy", "")


def _presented(page: Opened) -> Presentation:
    level, under, economy = _asked(page)
    found = presences(page.asking, level, economy=economy, under=under)
    return presentation(found, page.naming, level=level, under=under, economy=economy)


@require_safe
@members_only
def who(request: ReaderRequest) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT)
    name = page.naming.names.economy(_asked(page)[2])
    context = {
        "form": page.form,
        "tabs": tabs(page.naming, "who-works-here"),
        "presentation": _presented(page),
        "economy": name,
        "as_of": as_of_words(page.as_of),
    }
    return render(request, "needs/matrix/who.html", context)


@require_safe
@members_only
def download(request: ReaderRequest, form: str) -> HttpResponse:
    if form not in FORMATS:
        raise Http404
    page = opened(request.reader, request.GET, without=WITHOUT)
    return FORMATS[form](table_of_partners(_presented(page), page.naming, [as_of_words(page.as_of)]))


@require_safe
@members_only
def works(request: ReaderRequest) -> HttpResponse:
    """The activities behind one number of the table."""
    page = opened(request.reader, request.GET, without=WITHOUT)
    code, partner = request.GET.get("objective", ""), request.GET.get("partner", "")
    if code not in page.naming.objectives.labels or not partner:
        raise Http404
    found = works_of_partner(page.asking, partner, code, _asked(page)[2])
    if not found:
        raise Http404
    ids = sorted(found)
    rows = with_ids(request.reader, ids[:MOST_OF_A_CELL], page.naming.names)
    context = {
        "partner": min(found.values()),
        "objective": page.naming.objectives.full(code),
        "rows": [rows[each] for each in ids if each in rows],
        "more": len(ids) - len(rows),
        "back": page.naming.address("who-works-here"),
        "as_of": as_of_words(page.as_of),
    }
    return render(request, "needs/matrix/works.html", context)
