from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from egnatia.kernel.requests import ReaderRequest
from egnatia.needs.matrix.opening import opened
from egnatia.needs.matrix.queries.open import cells_of_economy, cells_of_objective, rooms, sentences_of_economy
from egnatia.needs.matrix.rules import LEVELS
from egnatia.needs.matrix.sentences import as_of_words
from egnatia.needs.matrix.showing.figures import figure_of
from egnatia.needs.matrix.showing.lines import Row, parts_of, ranked
from egnatia.needs.matrix.showing.opportunities import opportunities_shown
from egnatia.needs.matrix.tabs import tabs
from egnatia.needs.needs.authority import may_state
from egnatia.people.access import members_only

WITHOUT = ("level", "under", "economy", "all_rows", "all_columns")


@require_safe
@members_only
def economy(request: ReaderRequest) -> HttpResponse:
    """One economy as a column of sentences; the reader's own where he asks for none."""
    own = next(iter(sorted(request.reader.economies)), "")
    address = {"economy": own, **request.GET.dict()}
    page = opened(request.reader, address, without=("level", "under", "all_rows", "all_columns"))
    code = page.form.said.get("economy", "")
    name = page.naming.names.economy(code)
    context = {
        "form": page.form,
        "tabs": tabs(page.naming, "my-economy"),
        "economy": name,
        "as_of": as_of_words(page.as_of),
        "parts": parts_of(sentences_of_economy(page.asking, code), page.naming, code) if name else (),
        "open_url": page.naming.address("open-needs-of-economy", code) if name else "",
        "may_state": may_state(request.reader, code),
    }
    return render(request, "needs/matrix/economy.html", context)


@require_safe
@members_only
def of_economy(request: ReaderRequest, economy: str) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT)
    name = page.naming.names.economy(economy)
    if name is None:
        raise Http404
    cells = cells_of_economy(page.asking, economy)
    rows = [
        Row(
            page.naming.objectives.full(code),
            figure_of(cells[code], url=page.naming.cell(economy, code), column=""),
        )
        for code in ranked(cells, list(page.naming.objectives.labels))
    ]
    context = {
        "form": page.form,
        "rows": rows,
        "title": name.name,
        "as_of": as_of_words(page.as_of),
        "inside_economy": True,
        "back": page.naming.address("my-economy", economy=economy),
    }
    return render(request, "needs/matrix/open.html", context)


@require_safe
@members_only
def of_objective(request: ReaderRequest, code: str) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT)
    if code not in page.naming.codes(LEVELS["objective"]):
        raise Http404
    cells = cells_of_objective(page.asking, code)
    names = {each.code: each.name for each in page.naming.names.economies}
    rows = [
        Row(names[where], figure_of(cells[where], url=page.naming.cell(where, code), column=""))
        for where in ranked(cells, list(names))
    ]
    context = {
        "form": page.form,
        "rows": rows,
        "title": page.naming.objectives.full(code),
        "as_of": as_of_words(page.as_of),
        "inside_economy": False,
        "back": page.naming.address("matrix", level="objective", under=code.rpartition(".")[0]),
    }
    return render(request, "needs/matrix/open.html", context)


@require_safe
@members_only
def room(request: ReaderRequest) -> HttpResponse:
    page = opened(request.reader, request.GET, without=WITHOUT)
    context = {
        "form": page.form,
        "tabs": tabs(page.naming, "rooms"),
        "rooms": opportunities_shown(rooms(page.asking), page.naming),
        "as_of": as_of_words(page.as_of),
    }
    return render(request, "needs/matrix/rooms.html", context)
