from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.coverage import OBJECTIVE
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.matrix.opening import opened
from egnatia.needs.matrix.queries.cells import leaves_of, stated
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.needs.matrix.showing.tiles import tiles_of
from egnatia.needs.matrix.tabs import tabs
from egnatia.people.access import members_only

WITHOUT = ("level", "under", "economy", "all_rows", "all_columns")


@require_safe
@members_only
def tiles(request: ReaderRequest) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT)
    tallies, works = page.asking.tallies_and_economies([OBJECTIVE])
    cells = leaves_of(tallies, stated(page.asking).confirmed)
    context = {
        "form": page.form,
        "tabs": tabs(page.naming, "tiles"),
        "tiles": tiles_of(cells, works, page.naming),
        "as_of": as_of_words(page.as_of),
        "map_url": page.naming.address("map"),
    }
    return render(request, "needs/matrix/tiles.html", context)
