from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from egnatia.coverage import OBJECTIVE
from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.matrix import labels
from egnatia.needs.matrix.naming import with_query
from egnatia.needs.matrix.opening import Opened, opened
from egnatia.needs.matrix.queries.cells import cells_of, leaves_of, stated
from egnatia.needs.matrix.rules import LEVELS
from egnatia.needs.matrix.sentences import as_of_words, basis_words, estimates_words
from egnatia.needs.matrix.showing.board import Drawing
from egnatia.needs.matrix.tables import table_of
from egnatia.needs.matrix.tabs import tabs
from egnatia.pages.downloads import FORMATS, Table
from egnatia.people.access import members_only

WITHOUT = ("economy",)


@require_safe
@members_only
def matrix(request: ReaderRequest) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT)
    said, needs = page.form.said, stated(page.asking)
    level, under = LEVELS[said.get("level", "priority")], said.get("under", "")
    tallies, works = page.asking.tallies_and_works({OBJECTIVE, level}, under)
    cells = cells_of(tallies, needs.confirmed, level, under=under)
    drawing = Drawing(page.naming, cells, level, under, needs.economies, "all_rows" in said, "all_columns" in said)
    board = drawing.board()
    shown = {column.code for column in board.columns}
    context = {
        "form": page.form,
        "board": board,
        "tabs": tabs(page.naming, "matrix"),
        "as_of": as_of_words(page.as_of),
        "basis": basis_words(works, needs),
        "estimates": estimates_words(cell for (_, economy), cell in cells.items() if economy in shown),
        "legend": labels.legend(),
        "under": page.naming.objectives.full(under) if under else "",
        "publication_url": _publication_url(request, page),
    }
    return render(request, "needs/matrix/matrix.html", context)


def _publication_url(request: ReaderRequest, page: Opened) -> str:
    """Where a publication of just this is prepared; nobody but the secretariat's desk publishes one."""
    address = with_query(reverse("reporting:publication-new"), page.form.address)
    return address if request.reader.is_secretariat else ""


@require_safe
@members_only
def download(request: ReaderRequest, form: str) -> HttpResponse:
    """Every cell of every objective, whatever the page shows: a table that can be counted again."""
    if form not in FORMATS:
        raise Http404
    page = opened(request.reader, request.GET, without=WITHOUT)
    return FORMATS[form](_table(page))


def _table(page: Opened) -> Table:
    needs = stated(page.asking)
    under = page.form.said.get("under", "")
    tallies, works = page.asking.tallies_and_works({OBJECTIVE}, under)
    cells = leaves_of(tallies, needs.confirmed, under=under)
    about = [as_of_words(page.as_of), basis_words(works, needs), estimates_words(cells.values())]
    return table_of(cells, page.naming, about)
